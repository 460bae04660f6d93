"""Jobs of workers that have been killed are taken up again, but not for ever."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from geoapp.accounts.tasks import delete_expired
from geoapp.config.tasks import resume_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def killed_worker(
    *, attempts: int, seconds_ago: int, task=delete_expired
) -> ProcrastinateJob:
    """Return a job that a worker was doing when it last gave a sign of life."""
    job_id = task.defer(timestamp=0)
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


async def _resume() -> None:
    await resume_jobs.func(0)
    await sync_to_async(connections.close_all)()


def test_the_jobs_of_killed_workers_are_taken_up_but_not_for_ever():
    expected = {
        killed_worker(attempts=attempts, seconds_ago=seconds_ago).pk: status
        for attempts, seconds_ago, status in [
            (0, 60, "todo"),
            (0, 5, "doing"),
            (4, 60, "todo"),
            (5, 60, "failed"),
        ]
    }
    # The next of a scheduled job is queued already, under the same lock.
    scheduled = killed_worker(attempts=0, seconds_ago=60, task=resume_jobs)
    expected[scheduled.pk] = "failed"
    expected[resume_jobs.defer(timestamp=60)] = "todo"
    # Not in this thread: a browser of an earlier test may have its loop here.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(lambda: asyncio.run(_resume())).result()
    jobs = ProcrastinateJob.objects.filter(pk__in=expected)
    assert dict(jobs.values_list("pk", "status")) == expected
