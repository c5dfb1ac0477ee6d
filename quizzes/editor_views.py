"""Writing a question: the editor, and what it finds as the author types."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from courses.content.nodes import SLUG
from courses.models import Module
from quizzes import bank, history, working
from quizzes.authoring_views import find_version, for_authors, form_view
from quizzes.editor import ItemEditor, SavedMeanwhile, create, save_onto
from quizzes.models import Item, ItemVersion, OpenEditor
from quizzes.unsaved import keeps_what_is_typed, typed_before


@form_view
@keeps_what_is_typed
@for_authors
def item_create(request):
    """A new question, kept as a draft."""
    modules = Module.objects.filter(course__retired_at__isnull=True, retired_at__isnull=True)
    editor, begun = editor_for(request, modules.select_related("course"))
    if not (editor.is_saving and editor.is_valid()):
        saved = saved_before(request, editor)
        if saved:
            working.forget(request.user, None)
            return leave_editor(request, saved, is_new=False)
        return show_editor(request, editor, begun=begun)
    module, slug = editor.form.cleaned_data["module"], editor.form.cleaned_data["slug"]
    try:
        item = create(module, slug, editor.fields, actor=request.user)
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
    editor, begun = editor_for(request, modules, version)
    if not (editor.is_saving and editor.is_valid()):
        others = working.others_at(version.item, request.user)
        return show_editor(request, editor, version=version, begun=begun, others=others)
    try:
        saved = save_onto(editor.base, version.item, editor.fields, actor=request.user)
    except SavedMeanwhile as meanwhile:
        return show_conflict(request, editor, meanwhile.version)
    return leave_editor(request, version.item, is_new=saved.is_draft)


def editor_for(request, modules, version=None):
    """Return the editor, and the OpenEditor whose unsaved text is in it, None if it has none.

    It has what was posted, or was typed before a new sign-in, or was typed and not saved, or is
    kept.
    """
    if request.method == "POST":
        saving = wants_saving(request.POST)
        return ItemEditor(modules, version, request.POST, is_saving=saving), None
    opened = working.open_editor(request.user, version.item if version else None)
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, "You were signed out before this was saved. Save it now.")
        return ItemEditor(modules, version, typed), None
    saved = ItemEditor(modules, version)
    if opened.typed:
        editor = ItemEditor(modules, version, working.typed_in(opened))
        if editor.fields != saved.fields:
            return editor, opened
        working.forget(opened.author, opened.item)
    return saved, None


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
    """What is being typed, kept and looked at: a preview, what checks find, what is missing."""
    editor = ItemEditor(Module.objects.none(), data=request.POST)
    item = working.item_by_id(editor.item_id)
    context = {"editor": editor}
    if item or editor.item_id is None:
        context["kept"] = working.keep(request.user, item, request.POST)
    return render(request, "authoring/item_form.html#findings", context)


@require_POST
def item_open(request, slug):
    """Who else has a question open, when that is not what the page `shown` says."""
    item = get_object_or_404(Item.objects.visible_to(request.user), slug=slug)
    working.open_editor(request.user, item)
    others = working.others_at(item, request.user)
    if ",".join(str(each.pk) for each in others) == request.POST.get("shown", ""):
        return HttpResponse(status=204)
    return render(request, "authoring/others.html", {"others": others})


@require_POST
@for_authors
def typed_drop(request, pk):
    """Let go of what the author typed and did not save."""
    opened = get_object_or_404(OpenEditor.objects.of(request.user).select_related("item"), pk=pk)
    working.forget(request.user, opened.item)
    messages.success(request, "What you had typed is dropped.")
    if opened.item is None:
        return redirect("authoring:item-create")
    return redirect("authoring:item-edit", opened.item.slug)
