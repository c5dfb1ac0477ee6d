"""The addresses of the question bank."""

app_name = "authoring"
urlpatterns = []
