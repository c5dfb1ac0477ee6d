"""Bringing files of questions in: upload, look at what would become of it, import."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.uploads import has_too_large_file
from courses.models import Module
from quizzes import bank, importing
from quizzes.attachments import attachment
from quizzes.authoring_views import for_authors, form_view
from quizzes.formats import FORMATS
from quizzes.formats.drafts import UnreadableFile
from quizzes.import_forms import ConfirmForm, ImportForm, format_choices
from quizzes.models import QuestionImport
from quizzes.picture_views import answer_with
from quizzes.previewing import previews
from quizzes.proposing import proposals
from quizzes.readings import unpacked
from quizzes.unsaved import keeps_what_is_typed, typed_before

MOST_ON_A_PAGE = 25
LONGEST_SENT = 500_000  # characters of a pasted text as it is sent: three for a byte


@form_view
@keeps_what_is_typed(longest=LONGEST_SENT)
@for_authors
def import_create(request):
    """Read a file or a pasted text, and keep what it says for a look."""
    form = import_form(request)
    if form.is_bound and form.is_valid():
        try:
            read = importing.read_file(
                form.bytes, file_name=form.file_name, chosen=form.cleaned_data["format"]
            )
        except UnreadableFile as refusal:
            form.add_error("file" if form.file_name else "text", str(refusal))
        else:
            return redirect(keep(request, form, read))
    templates = [name for name, form in FORMATS.items() if hasattr(form, "template")]
    context = {"form": form, "templates": [(name, FORMATS[name].LABEL) for name in templates]}
    return render(request, "authoring/import_create.html", context)


def import_form(request):
    """Return the form with what was posted, or what was typed before a new sign-in."""
    modules = Module.objects.filter(course__retired_at__isnull=True, retired_at__isnull=True)
    modules = modules.select_related("course").order_by("course__title", "course", "number")
    if request.method == "POST":
        return ImportForm(
            request.POST,
            request.FILES,
            modules=modules,
            has_too_large_file=has_too_large_file(request),
        )
    typed = typed_before(request)
    if typed is None:
        return ImportForm(modules=modules)
    messages.info(request, "You were signed out before this was read. Go on from here.")
    ticked = {"has_category_tags": "has_category_tags" in typed}
    return ImportForm(initial=typed.dict() | ticked, modules=modules)


def keep(request, form, read):
    mends = find_import(request, request.POST.get("mends", ""))
    return importing.keep_reading(
        read,
        data=form.bytes,
        file_name=form.file_name,
        module=form.cleaned_data["module"],
        has_category_tags=form.cleaned_data["has_category_tags"],
        actor=request.user,
        mends=mends if mends and not mends.imported_at else None,
    )


def find_import(request, pk):
    """Return the viewer's own import that is kept, None when there is none of this number."""
    imports = QuestionImport.objects.visible_to(request.user).current()
    imports = imports.select_related("module__course")
    return imports.filter(pk=pk).first() if str(pk).isdecimal() else None


@form_view
@for_authors
def import_detail(request, pk):
    """What would become of each question of a file; importing them; what came of it."""
    kept = find_import(request, pk)
    if kept is None:
        messages.warning(
            request,
            "This is no longer kept: what was read of a file stays for a day. Upload it again.",
        )
        return redirect("authoring:import-create")
    if request.method == "POST":
        return import_now(request, kept)
    if kept.imported_at:
        return render(request, "authoring/import_done.html", {"kept": kept})
    return show_import(request, kept)


def import_now(request, kept):
    form = ConfirmForm(request.POST)
    form.is_valid()
    chosen = form.cleaned_data["without_faults"]
    try:
        kept = importing.import_drafts(kept, actor=request.user, without_faults=chosen)
    except importing.ImportedBefore:
        messages.info(request, "These drafts were imported before. Nothing was imported twice.")
    except importing.FaultsLeft:
        return show_import(request, kept, error="without_faults")
    except importing.NothingToImport:
        return show_import(request, kept)
    except bank.SlugTaken:
        messages.warning(
            request,
            "Somebody wrote a question with one of these ids at the same moment. Nothing was "
            "imported. Look at the ids, and try again.",
        )
    else:
        messages.success(request, f"{len(kept.made)} imported, as drafts.")
    return redirect(kept)


def show_import(request, kept, **context):
    proposed = proposals(kept)
    page = Paginator(proposed, MOST_ON_A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "kept": kept,
        "format": FORMATS[kept.format].LABEL if kept.format in FORMATS else kept.format,
        "formats": format_choices(FORMATS),
        "faults": unpacked(kept.reading).faults,
        "count": len(proposed),
        "losing": sum(bool(each.losses) for each in proposed),
        "page": page,
        "previews": previews(kept, page.object_list),
    }
    return render(request, "authoring/import_detail.html", context)


@require_POST
@for_authors
def import_discard(request, pk):
    """Forget what was read of a file; of what was imported only the list goes."""
    kept = find_import(request, pk)
    if kept:
        kept.delete()
        messages.success(request, "Forgotten. Nothing was imported from it.")
    return redirect("authoring:import-create")


@require_safe
@for_authors
def import_picture(request, pk, digest):
    """A picture of a file that is not imported yet."""
    kept = find_import(request, pk)
    if kept is None:
        raise Http404
    return answer_with(get_object_or_404(kept.pictures, digest=digest))


@require_safe
@for_authors
def import_template(request):
    """A file with examples to fill in, for the formats that have one."""
    name = request.GET.get("format", "")
    form = FORMATS.get(name)
    if not hasattr(form, "template"):
        raise Http404
    return attachment(form.template(), "questions-template", form.SUFFIXES[0])
