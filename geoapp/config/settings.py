"""Settings, read from the environment and var/makerloom.env; see docs/operate.md."""

from pathlib import Path
from tempfile import gettempdir
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from geoapp.config.native_libraries import library_path

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
env.read_env(str(BASE_DIR / "var" / "makerloom.env"))

# Core
SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", default="http://127.0.0.1:8000")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
if DEBUG and urlsplit(PUBLIC_BASE_URL).hostname not in LOOPBACK:
    raise ImproperlyConfigured(
        f"DEBUG shows the inside of the site, and {PUBLIC_BASE_URL} is public. "
        "Set DEBUG=False, or PUBLIC_BASE_URL to an address of this machine."
    )
# 200 machines of a dozen fields and some materials each; Django's own limit is 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Chosen now: at the first upload, Python would pass over a disk that is full by then.
FILE_UPLOAD_TEMP_DIR = gettempdir()
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]
ROOT_URLCONF = "geoapp.config.urls"
WSGI_APPLICATION = "geoapp.config.wsgi.application"
SITE_ID = 1

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.gis",
    "django.contrib.sites",
    "rest_framework",
    "rest_framework_gis",
    "leaflet",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "geoapp.common",
    "geoapp.geo",
    "geoapp.geocoding",
    "geoapp.mailing",
    "geoapp.crafts",
    "geoapp.accounts",
    "geoapp.tutorials",
    "geoapp.venues",
    "geoapp.stewardship",
    "geoapp.sources",
    "geoapp.publishing",
    "geoapp.discovery",
    "geoapp.web",
    "geoapp.api",
    "geoapp.config",
]

MIDDLEWARE = [
    "geoapp.config.probes.ProbesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "geoapp.web.security_headers.SecurityHeadersMiddleware",
    "geoapp.api.http.middleware.ApiMiddleware",
    "csp.middleware.CSPMiddleware",
    "geoapp.web.security_headers.AdminPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "geoapp.web.accounts.earlier_session_cookie.EarlierSessionCookieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "geoapp.web.accounts.session_renewal.SessionRenewalMiddleware",
    "geoapp.web.private_responses.PrivateResponseMiddleware",
    "geoapp.web.reader_preferences.ReaderMiddleware",
    "geoapp.web.page_limits.PageLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "geoapp.web.service_worker.cache_headers.clear_storage_on_sign_out",
    "geoapp.web.accounts.pending_like.forget_saved_like",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "geoapp.web.accounts.staff_mfa_middleware.StaffMfaMiddleware",
    "geoapp.web.deleted_meanwhile.DeletedMeanwhileMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "geoapp.web.reader_preferences.preferences",
            ],
        },
    },
]

# Database: PostgreSQL with PostGIS; connections are kept, since the first
# geography call of a new one costs 10 ms.
_database = env.db_url("DATABASE_URL")
# The role of server and worker, which the launcher hands to them as DATABASE_URL; here
# for the command that grants it what it needs.
APP_DATABASE = env.db_url("APP_DATABASE_URL", default="postgis://") or {}
# The server is given one by the launcher: no request may hold a core for long.
STATEMENT_TIMEOUT_MS = env.int("STATEMENT_TIMEOUT_MS", default=0)
# A pooler that hands connections on at each transaction keeps neither statements nor
# cursors.
_PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", default=True)
DATABASES = {
    "default": {
        **_database,
        "ENGINE": "geoapp.config.postgis",
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=300),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": not _PREPARED_STATEMENTS,
        # Names less alike than this are no misspelling ("São Pualo" is 0.43 like
        # São Paulo); PostgreSQL's 0.3 reads four times as much of the index.
        "OPTIONS": {
            **_database.get("OPTIONS", {}),
            # Only statements that ask for it are prepared: no count reaches so far.
            "prepare_threshold": 2**31 if _PREPARED_STATEMENTS else None,
            "options": "-c pg_trgm.similarity_threshold=0.42"
            f" -c statement_timeout={STATEMENT_TIMEOUT_MS}",
        },
    },
}
# Limits of sign-ins and mails are counted here, by all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Limits of sign-ins are counted by the address of who tries.
        "KEY_FUNCTION": "geoapp.config.cache_keys.hashed_key",
        # Beyond it counts are thrown away, and locks with them: Django's 300 are
        # filled in a minute by whoever wants another try.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if library_path("GDAL"):
    GDAL_LIBRARY_PATH = library_path("GDAL")
if library_path("GEOS"):
    GEOS_LIBRARY_PATH = library_path("GEOS")

# People
AUTH_USER_MODEL = "accounts.User"
# The only one: each more would compare a password once more, counted once.
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "geoapp.web.accounts.adapter.AccountAdapter"
FORM_RENDERER = "geoapp.web.form_renderer.FormRenderer"
_FORMS = "geoapp.web.accounts.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "signup": f"{_FORMS}.SignupForm",
    "add_email": f"{_FORMS}.AddEmailForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
}
MFA_ADAPTER = "geoapp.web.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateCodeForm",
    "activate_totp": f"{_FORMS}.AppForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "geoapp.web.accounts.signup.GuidelinesForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
# Whoever changes how one signs in says the password or passkey again, and every
# address of the account is told.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Makerloom: "
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
# Whoever guesses a password keeps unknown devices out: the link lets the owner in.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# "Stay signed in", since the last visit; without it Django's 14 days.
ACCOUNT_SESSION_COOKIE_AGE = 60 * 24 * 3600
ACCOUNT_RATE_LIMITS = {"reauthenticate": "5/m/user"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Makerloom"
# Passkeys need https; browsers except this machine itself, and so do we.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(PUBLIC_BASE_URL).hostname in LOOPBACK
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/likes/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server
if EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_BACKEND = "geoapp.mailing.smtp.SmtpBackend"
if EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend":
    EMAIL_BACKEND = "geoapp.mailing.console.ConsoleBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="makerloom@localhost")

# How to reach who runs the site: an email address, a web address or text
CONTACT = env.str("CONTACT", default="")

# Language and time: stored and computed in UTC, shown in each venue's own zone
LANGUAGE_CODE = "en"
# The regions of English are not translations: they read other times and miles.
LANGUAGES = [
    ("en", _("English")),
    ("en-us", _("English (United States)")),
    ("en-gb", _("English (United Kingdom)")),
    ("de", _("German")),
]
LOCALE_PATHS = [BASE_DIR / "geoapp" / "config" / "locale"]
FORMAT_MODULE_PATH = ["geoapp.config.formats"]
USE_THOUSAND_SEPARATOR = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "geoapp.config.staticfiles.ModuleStaticFilesStorage"},
}
FIXTURE_FOLDER = BASE_DIR / "fixtures"
# Whether the address of an OpenStreetMap entry is looked up when an organizer asks.
OSM_LOOKUP = env.bool("OSM_LOOKUP", default=False)
# Photos, in the sizes that are shown; a view of ours hands them out.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media")))
BASEMAP_FOLDER = BASE_DIR / "var" / "basemap"

# The map: street tiles lie over the basemap of our own; "off" leaves it alone
TILE_URL = env.str("TILE_URL", default="https://tile.openstreetmap.org/{z}/{x}/{y}.png")
TILE_ATTRIBUTION = env.str("TILE_ATTRIBUTION", default="") or _(
    "© OpenStreetMap contributors"
)
LEAFLET_CONFIG = {  # of the admin's map
    "TILES": []
    if TILE_URL == "off"
    else [(_("Map"), TILE_URL, {"attribution": TILE_ATTRIBUTION})],
    # Leaflet reads the pin's folder out of its style sheet, and finds no file that
    # ends in marker-icon.png where names are hashed.
    "FORCE_IMAGE_PATH": True,
}

# Addresses of venues: "off" asks nobody; "nominatim" or "photon" is asked when an
# organizer looks an address up
GEOCODER = env.str("GEOCODER", default="off")
GEOCODER_URL = env.str("GEOCODER_URL", default="https://nominatim.openstreetmap.org")
if GEOCODER not in {"off", "nominatim", "photon"}:
    raise ImproperlyConfigured(
        f"GEOCODER is {GEOCODER!r}. Write off, nominatim or photon."
    )

# Safety
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
HTTPS_ONLY = PUBLIC_BASE_URL.startswith("https://")
# Who may change everything proves it twice, where the site is public.
STAFF_NEED_SECOND_FACTOR = env.bool("STAFF_NEED_SECOND_FACTOR", default=HTTPS_ONLY)
# Under https no other host of the domain can set cookies of these names (RFC 6265bis).
_COOKIE_PREFIX = "__Host-" if HTTPS_ONLY else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
DEVICE_COOKIE_NAME = f"{_COOKIE_PREFIX}device"
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_SSL_REDIRECT = HTTPS_ONLY
# Requests of the API a minute: of an address without a key, and with a key; 0: any.
API_LIMIT = env.int("API_LIMIT", default=600)
API_LIMIT_WITH_KEY = env.int("API_LIMIT_WITH_KEY", default=6000)
# Pages a minute of an address, or of a person who is signed in, and how many of them
# may be searches for a text; 0: any.
PAGE_LIMIT = env.int("PAGE_LIMIT", default=600)
TEXT_SEARCH_LIMIT = env.int("TEXT_SEARCH_LIMIT", default=120)
# Memory of each process for pages that are the same for everybody; 0: none is kept.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=32)
# Where the processes of this machine count them together.
PAGE_COUNTS = env.str("PAGE_COUNTS", default=str(BASE_DIR / "var/run/page-counts"))
ALLAUTH_TRUSTED_PROXY_COUNT = 0
# Only behind a proxy that always sets these headers itself may they be believed.
if env.bool("TRUSTED_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Else all people are one address, and one who guesses locks everybody out.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 * HTTPS_ONLY)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
TILE_ORIGIN = "/".join(TILE_URL.split("/")[:3]) if TILE_URL != "off" else ""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *([TILE_ORIGIN] if TILE_ORIGIN else [])],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        # Leaflet's few texts pass js/lib/trusted_types.js; nothing else becomes HTML.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "geoapp.common.logs.JsonFormatter"}},
    "filters": {"form_errors": {"()": "geoapp.common.logs.FormErrorsAreInfo"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["form_errors"],
            "formatter": "json",
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
