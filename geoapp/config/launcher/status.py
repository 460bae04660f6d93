"""What is running; the part that needs no database."""

import http.client
import os
import subprocess

from geoapp.config.launcher import processes
from geoapp.config.launcher.address import status_code
from geoapp.config.launcher.configure import public_base_url
from geoapp.config.launcher.project import Project, print_line


def status(project: Project) -> int:
    """Print the state of server, worker and database; return 0 if all is well.

    MAKERLOOM_DATABASE, set by the launcher, says why the database cannot be read.
    """
    server = processes.noted(project.run, "server")
    code = status_code(server.port) if server else None
    well = code is not None and code < http.client.INTERNAL_SERVER_ERROR
    print_line(f"server    {_server_in_words(running=server is not None, code=code)}")
    if server:
        print_line(f"address   {public_base_url(project, port=server.port)}/")
    worker = processes.noted(project.run, "worker")
    print_line(
        f"worker    {f'running, process {worker.pid}' if worker else 'not running'}"
    )
    asleep = os.environ.get("MAKERLOOM_DATABASE")
    if asleep:
        print_line(f"database  {asleep}")
        return 1
    site = subprocess.call(
        project.manage("site_status"), cwd=project.root, env=project.environment()
    )
    return 0 if well and worker and site == 0 else 1


def _server_in_words(*, running: bool, code: int | None) -> str:
    if not running:
        return "not running (run ./makerloom up)"
    if code is None:
        return "running but not responding (see var/log/site.log)"
    if code >= http.client.INTERNAL_SERVER_ERROR:
        return f"running but returns an error ({code})"
    return "running"
