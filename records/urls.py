"""The addresses of certificates, hours, badges, and of what is kept about a person."""

from django.urls import path

from records import badge_views, certificate_views, issuing_views, my_data_views

app_name = "records"
urlpatterns = [
    path("certificates/", certificate_views.certificate_list, name="certificate-list"),
    path("certificates/check/", certificate_views.certificate_check, name="certificate-check"),
    path("certificates/hours.<slug:kind>", certificate_views.hours_file, name="hours-file"),
    path(
        "certificates/<str:code>/", certificate_views.certificate_detail, name="certificate-detail"
    ),
    path(
        "certificates/<slug:code>/pdf/", certificate_views.certificate_pdf, name="certificate-pdf"
    ),
    path(
        "certificates/<slug:code>/again/",
        certificate_views.certificate_again,
        name="certificate-again",
    ),
    path(
        "certificates/<slug:code>/badge.<slug:kind>",
        badge_views.badge_file,
        name="badge-file",
    ),
    path(".well-known/jwks.json", badge_views.badge_keys, name="badge-keys"),
    path("badges/picture.svg", badge_views.badge_image, name="badge-image"),
    path("badges/issuers/<slug:slug>/", badge_views.badge_issuer, name="badge-issuer"),
    path(
        "badges/issuers/<slug:slug>/revoked/<int:number>/",
        badge_views.badge_revoked,
        name="badge-revoked",
    ),
    path(
        "badges/courses/<slug:slug>/<int:edition>/",
        badge_views.badge_achievement,
        name="badge-achievement",
    ),
    path("people/certificates/", issuing_views.issued_list, name="issued-list"),
    path("people/certificates.csv", issuing_views.issued_file, name="issued-file"),
    path("people/certificates/<slug:code>/revoke/", issuing_views.revoke, name="revoke"),
    path("people/<int:pk>/certificate/", issuing_views.issue, name="issue"),
    path("my-data/", my_data_views.my_data_detail, name="my-data"),
    path("my-data/download/", my_data_views.my_data_file, name="my-data-file"),
    path("my-data/erasure/", my_data_views.erasure_ask, name="erasure-ask"),
    path("my-data/erasure/take-back/", my_data_views.erasure_withdraw, name="erasure-withdraw"),
    path("people/erasures/", my_data_views.erasure_list, name="erasure-list"),
    path("people/erasures/<int:pk>/", my_data_views.erasure_answer, name="erasure-answer"),
]
