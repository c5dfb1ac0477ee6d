"""The addresses by which questions come in and go out, and pictures come in."""

from django.urls import path

from quizzes import export_views, import_views, picture_views

urlpatterns = [
    path("import/", import_views.import_create, name="import-create"),
    path("import/template/", import_views.import_template, name="import-template"),
    path("import/<int:pk>/", import_views.import_detail, name="import-detail"),
    path("import/<int:pk>/forget/", import_views.import_discard, name="import-discard"),
    path(
        "import/<int:pk>/pictures/<slug:digest>/",
        import_views.import_picture,
        name="import-picture",
    ),
    path("export/", export_views.item_export, name="item-export"),
    path("export/download/", export_views.item_download, name="item-download"),
    path("pictures/", picture_views.picture_create, name="picture-create"),
    path("pictures/<slug:digest>/", picture_views.picture_detail, name="picture-detail"),
]
