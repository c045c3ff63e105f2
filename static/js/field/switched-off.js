// The house switched field entry off: the worker goes. Whoever still has records here sends or exports them.
import { currentUser } from "./device.js";
import { byId, download } from "./dom.js";
import { makeDrain } from "./drain.js";
import { exportFile } from "./export.js";
import { uninstall } from "./installed.js";
import { countsOf } from "./outbox.js";
import { showStatus } from "./status.js";
import { openStore } from "./store.js";

async function begin(user) {
  const store = await openStore(user);
  let state = "asking";
  const redraw = async () => {
    const counts = await countsOf(store);
    if (counts.pending) byId("field-bar").hidden = false;
    showStatus(state, counts, 0, user);
  };
  const send = makeDrain({
    onPerson: async (person) => (person && person.user.id === user ? store : null),
    onChange: redraw,
    onState: (now) => {
      state = now;
    },
  });
  byId("field-send").addEventListener("click", send);
  byId("field-export").addEventListener("click", async () => {
    const { file, name } = await exportFile(store);
    download(file, name);
  });
  await send();
}

uninstall();
currentUser().then((user) => user && begin(user));
