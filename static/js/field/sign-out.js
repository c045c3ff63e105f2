// On every page of the site: whoever signs out with records on this device that nobody else has is told so first.
// What it needs for that is loaded only then.
import { currentUser, forgetUser, knownUsers, signOut } from "./device.js";

const dialog = document.getElementById("field-sign-out");
const user = Number(dialog.dataset.user);
const form = document.querySelector(`form[action="${dialog.dataset.action}"]`);

const write = (name, count) => {
  const line = dialog.querySelector(`[data-line="${name}"]`);
  line.hidden = !count;
  line.querySelector("b").textContent = String(count);
};

function ask(counts, store) {
  write("pending", counts.pending);
  write("drafts", counts.drafts);
  if (!dialog.showModal) return Promise.resolve(window.confirm(dialog.textContent.replace(/\s+/g, " ")));
  const save = dialog.querySelector("[data-export]");
  save.onclick = async () => {
    const [{ exportFile }, { download }] = await Promise.all([import("./export.js"), import("./dom.js")]);
    const { file, name } = await exportFile(store);
    download(file, name);
  };
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

// What waits stays for its owner, hidden; where nothing waits, nothing stays.
async function leave() {
  if (!(await knownUsers()).includes(user)) return form.submit();
  const [{ countsOf, tidy }, { deleteStore, openStore }] = await Promise.all([import("./outbox.js"), import("./store.js")]);
  const store = await openStore(user);
  const counts = await countsOf(store);
  const isEmpty = !counts.pending && !counts.drafts;
  const agreed = isEmpty || (await ask(counts, store));
  if (agreed && !isEmpty) await tidy(store);
  store.close();
  if (!agreed) return null;
  await signOut();
  if (isEmpty) {
    await forgetUser(user);
    await deleteStore(user);
  }
  return form.submit();
}

// Somebody else has signed in since: what the device holds of the one before is not shown to her, network or none.
async function endTheOneBefore() {
  const current = await currentUser();
  if (current && current !== user) await signOut();
}
endTheOneBefore().catch(() => null); // on a full disk the copy says it

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave().catch(async () => { // a browser without its database keeps nobody from leaving
      await signOut().catch(() => null);
      form.submit();
    });
  });
}
