"""Writing a question: the editor, and what it finds as the author types."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from courses.content.nodes import SLUG
from courses.models import Module
from quizzes import bank, history
from quizzes.authoring_views import find_version, for_authors, form_view
from quizzes.editor import ItemEditor, SavedMeanwhile, save_onto
from quizzes.models import ItemVersion
from quizzes.unsaved import keeps_what_is_typed, typed_before


@form_view
@keeps_what_is_typed
@for_authors
def item_create(request):
    """A new question, kept as a draft."""
    modules = Module.objects.filter(course__retired_at__isnull=True, retired_at__isnull=True)
    editor = editor_for(request, modules.select_related("course"))
    if not (editor.is_saving and editor.is_valid()):
        saved = saved_before(request, editor)
        return leave_editor(request, saved, is_new=False) if saved else show_editor(request, editor)
    module, slug = editor.form.cleaned_data["module"], editor.form.cleaned_data["slug"]
    try:
        item = bank.create_item(module.course, module, slug, editor.fields, actor=request.user)
    except bank.SlugTaken:
        editor.form.add_error("slug", editor.form.SLUG_TAKEN)
        return show_editor(request, editor)
    return leave_editor(request, item)


def saved_before(request, editor):
    """Return the question that the same author saved with this id and these texts, if any.

    The second click of two finds what the first has made.
    """
    slug = editor.form["slug"].value() or ""
    if not editor.is_saving or not SLUG.fullmatch(slug):
        return None
    mine = ItemVersion.objects.newest().filter(author=request.user)
    version = mine.filter(item__slug=slug).first()
    return version.item if version and bank.fields_of(version) == editor.fields else None


@form_view
@keeps_what_is_typed
def item_edit(request, slug):
    """A change to a question. It is kept as a draft, which learners do not see."""
    version = find_version(request, slug)
    modules = Module.objects.filter(pk=version.item.module_id)
    editor = editor_for(request, modules, version)
    if not (editor.is_saving and editor.is_valid()):
        return show_editor(request, editor, version=version)
    try:
        saved = save_onto(editor.base, version.item, editor.fields, actor=request.user)
    except SavedMeanwhile as meanwhile:
        return show_conflict(request, editor, meanwhile.version)
    return leave_editor(request, version.item, is_new=saved.is_draft)


def editor_for(request, modules, version=None):
    """Return the editor with what was posted, or was typed before a new sign-in, or is kept."""
    if request.method == "POST":
        return ItemEditor(modules, version, request.POST, is_saving=wants_saving(request.POST))
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, "You were signed out before this was saved. Save it now.")
    return ItemEditor(modules, version, typed)


def wants_saving(data):
    """Say whether a button that saves was pressed, or Enter outside of the search."""
    return "save" in data or ("enter" in data and not data.get("find"))


def show_editor(request, editor, **context):
    template = "authoring/item_form.html" + ("#statements" if request.htmx else "")
    return render(request, template, context | {"editor": editor})


def show_conflict(request, editor, theirs):
    """Show what another author saved beside what this one typed. Saving again is a decision."""
    editor.base = theirs.stamp
    differences = history.compare(bank.fields_of(theirs), editor.fields)
    context = {"editor": editor, "version": theirs, "differences": differences}
    return render(request, "authoring/item_form.html", context, status=409)


def leave_editor(request, item, *, is_new=True):
    words = "Saved as a draft." if is_new else "Nothing was changed, so there is no new draft."
    messages.success(request, words)
    if request.POST.get("save") == "preview":
        return redirect("authoring:item-preview", item.slug)
    return redirect("authoring:item-edit", item.slug)


@require_POST
@for_authors
def findings(request):
    """What the checks find in a text that is being typed, and what is still missing."""
    editor = ItemEditor(Module.objects.none(), data=request.POST)
    return render(request, "authoring/item_form.html#findings", {"editor": editor})
