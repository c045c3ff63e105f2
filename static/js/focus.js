// After a form came back with errors, the reader stands at their summary, in a full page as in a swapped fragment.
function focusSummary(root) {
  const summary = root.querySelector("#error-summary");
  if (summary) summary.focus();
}

focusSummary(document);
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.detail.elt));
