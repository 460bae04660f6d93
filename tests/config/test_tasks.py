"""Jobs of workers that have been killed are taken up again, but not for ever."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from geoapp.accounts.tasks import delete_expired
from geoapp.config.tasks import resume_jobs

pytestmark = pytest.mark.django_db


def killed_worker(*, attempts: int, seconds_ago: int) -> ProcrastinateJob:
    """Return a job that a worker was doing when it last gave a sign of life."""
    job_id = delete_expired.defer(timestamp=0)
    beat = timezone.now() - timedelta(seconds=seconds_ago)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) "
            "RETURNING id",
            [beat],
        )
        (worker_id,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, "
            "attempts = %s WHERE id = %s",
            [worker_id, attempts, job_id],
        )
    return ProcrastinateJob.objects.get(pk=job_id)


@pytest.mark.parametrize(
    ("attempts", "seconds_ago", "status"),
    [(0, 60, "todo"), (0, 5, "doing"), (4, 60, "todo"), (5, 60, "failed")],
)
def test_the_job_of_a_killed_worker(attempts, seconds_ago, status):
    job = killed_worker(attempts=attempts, seconds_ago=seconds_ago)
    async_to_sync(resume_jobs.func)(0)
    job.refresh_from_db()
    assert job.status == status
