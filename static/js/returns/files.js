// A file that arrived in the page stands in its place at once, as one that the server had listed.
export function files(form) {
  const model = document.getElementById("file-line");
  const nobody = "00000000-0000-0000-0000-000000000000";
  document.addEventListener("zj:file-added", (event) => {
    const { key, name } = event.detail;
    const place = event.target.closest("[data-files]");
    if (!place || !form.contains(place) || place.querySelector(`input[value="${key}"]`)) return;
    const line = model.content.firstElementChild.cloneNode(true);
    const [field, link, button] = ["input", "a", "button"].map((one) => line.querySelector(one));
    field.name = place.dataset.files;
    field.value = key;
    link.href = link.getAttribute("href").replace(nobody, key);
    link.querySelector("span").textContent = name;
    button.value = `drop:${place.dataset.files} ${key}`;
    button.querySelector("span").textContent = ` ${name}`;
    place.querySelector(".file-list").append(line);
    line.dispatchEvent(new Event("filechange", { bubbles: true }));
  });
}
