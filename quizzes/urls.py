"""The addresses of this app."""

app_name = "quizzes"
urlpatterns = []
