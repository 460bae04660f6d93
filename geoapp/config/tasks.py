"""Jobs of the queue itself."""

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

_MAX_ATTEMPTS = 5


@app.periodic(cron="* * * * *")
@app.task(name="config.resume_jobs", queueing_lock="config.resume_jobs")
async def resume_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Take up every minute the jobs of workers that have been killed.

    Every job of ours can run again: what was done is not done twice. One that has ended
    five workers is left as failed.
    """
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts < _MAX_ATTEMPTS:
            await app.job_manager.retry_job(job, retry_at=timezone.now())
        else:
            await app.job_manager.finish_job(
                job, status=Status.FAILED, delete_job=False
            )
