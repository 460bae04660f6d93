"""Jobs of the queue itself."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

_log = logging.getLogger(__name__)

_MAX_ATTEMPTS = 5


@app.periodic(cron="* * * * *")
@app.task(name="config.resume_jobs", queueing_lock="config.resume_jobs")
async def resume_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Take up every minute the jobs of workers that have been killed.

    Every job of ours can run again: what was done is not done twice. A scheduled one
    is not taken up, since the next is due soon; nor is one that has ended five workers.
    """
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await _resume(job)
        except ConnectorException:  # it has ended in the meantime
            _log.exception("Job %s could not be resumed", job.id)


async def _resume(job: Job) -> None:
    if job.queueing_lock is None and job.attempts < _MAX_ATTEMPTS:
        await app.job_manager.retry_job(job, retry_at=timezone.now())
    else:
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
