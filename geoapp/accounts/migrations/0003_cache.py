"""The table in which limits of sign-ins and mails are counted (createcachetable)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_moderators_and_guidelines")]

    operations = [
        migrations.RunSQL(
            sql=[
                'CREATE TABLE "cache" ("cache_key" varchar(255) NOT NULL PRIMARY KEY,'
                ' "value" text NOT NULL, "expires" timestamp with time zone NOT NULL)',
                'CREATE INDEX "cache_expires" ON "cache" ("expires")',
            ],
            reverse_sql='DROP TABLE "cache"',
        )
    ]
