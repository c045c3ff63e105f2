// The device's own database, one for each person:
//   docs    what the person saved, by the number of the record, with what the server said of it
//   ops     what is still to be sent, in order; sent again unchanged until the server has answered
//   blobs   photos that have not arrived yet
//   drafts  what is being typed and was not saved yet
//   meta    lists to choose from (visits, units, articles …)
import { tellOthers } from "./news.js";

const STORES = {
  docs: { keyPath: "record" },
  ops: { keyPath: "seq", autoIncrement: true },
  blobs: { keyPath: "id" },
  drafts: { keyPath: "record" },
  meta: { keyPath: "key" },
};
const nameOf = (user) => `zhijian-field-${user}`;

export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Runs `work` on the stores of one transaction; what it promises is true only after everything is on the disk.
function transact(base, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(Object.keys(STORES), mode, { durability: "strict" });
    const stores = {};
    for (const name of Object.keys(STORES)) stores[name] = transaction.objectStore(name);
    let value;
    let failure = null;
    transaction.oncomplete = () => resolve(value);
    transaction.onabort = () => reject(failure || transaction.error);
    work(stores).then(
      (result) => {
        value = result;
        if (mode === "readwrite") transaction.commit(); // at once: the page may be going away
      },
      (error) => {
        failure = error;
        transaction.abort();
      },
    );
  });
}

async function openBase(user, onGone) {
  const request = indexedDB.open(nameOf(user), 1);
  request.onupgradeneeded = () => {
    for (const [name, options] of Object.entries(STORES)) {
      const store = request.result.createObjectStore(name, options);
      if (name === "ops" || name === "blobs") store.createIndex("record", "record");
    }
  };
  const base = await answer(request);
  base.onversionchange = () => { // somebody signs out in another page: the database is going to be deleted
    onGone();
    base.close();
  };
  return base;
}

// A tablet that sleeps may take the connection away: it is opened again, unless it was closed on purpose.
export async function openStore(user) {
  let over = false;
  const end = () => {
    over = true;
  };
  let base = await openBase(user, end);
  async function run(mode, work) {
    try {
      return await transact(base, mode, work);
    } catch (error) {
      if (over || error.name !== "InvalidStateError") throw error;
      base = await openBase(user, end);
      return transact(base, mode, work);
    }
  }
  return {
    user,
    read: (work) => run("readonly", work),
    change: async (work) => {
      const value = await run("readwrite", work);
      tellOthers();
      return value;
    },
    close: () => {
      end();
      base.close();
    },
  };
}

// A page that sleeps may not let go of it: then it is deleted as soon as that one does, and nobody waits for that.
export function deleteStore(user) {
  const request = indexedDB.deleteDatabase(nameOf(user));
  const blocked = new Promise((resolve) => {
    request.onblocked = resolve;
  });
  return Promise.race([answer(request), blocked]);
}
