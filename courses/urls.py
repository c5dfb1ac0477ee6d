"""The addresses of this app."""

app_name = "courses"
urlpatterns = []
