"""Static files under hashed names, native JavaScript modules included."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class ModuleStaticFilesStorage(ManifestStaticFilesStorage):
    """Rewrite the relative imports of ES modules to the hashed names."""

    support_js_module_import_aggregation = True
