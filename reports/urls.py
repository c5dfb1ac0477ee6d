"""The addresses of this app."""

app_name = "reports"
urlpatterns = []
