"""What views are wrapped in, whatever they show."""

from django.views.decorators.http import require_http_methods

form_view = require_http_methods(["GET", "HEAD", "POST"])
