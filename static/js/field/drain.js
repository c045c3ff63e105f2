// Sending what waits: who is here, then the changes in their order, then the photos one by one.
import { sendPhoto, sync, Unreachable, whoami } from "./api.js";
import { wire } from "./outbox.js";
import { announcedPhotos, applyResults, photoArrived, photoRefused, takeNext, troubled } from "./results.js";

const BATCH = 20;
const EVERY = 30; // seconds
const SOONEST = 5; // after a failure; doubled with each further one
const LONGEST = 300;
// Of a photo alone: it will not be taken however often it is sent.
const FINAL = [403, 404, 409, 413, 415];
const PAUSING = [401, 429]; // nobody is signed in any more; too much at once
const FORBIDDEN = 403; // or only a token that another page's signing in has replaced
// Of a batch: perhaps one change in it is at fault, and the others must not wait for it.
const HEAVY = [400, FORBIDDEN, 413]; // a guard before the site may forbid what a change says

// A line that carries the question who is here, and not this: that, too, must not hold up what comes after.
const isSingled = async (error) => error instanceof Unreachable && whoami().then(Boolean, () => false);
const isHeavy = async (error) => HEAVY.includes(error.status) || error.status >= 500 || isSingled(error);

// With the token of the beginning, and where that is refused with one of this moment: the photos may take an hour.
async function withToken(store, session, act) {
  try {
    return await act(session.csrf);
  } catch (error) {
    if (error.status !== FORBIDDEN) throw error;
    const person = await whoami();
    if (!person || person.user.id !== store.user) throw new Unreachable("somebody else");
    session.csrf = person.csrf;
    return act(session.csrf);
  }
}

async function sendBatch(store, batch, session) {
  try {
    await applyResults(store, await withToken(store, session, (csrf) => sync(batch.map(wire), csrf)));
  } catch (error) {
    if (!(await isHeavy(error))) throw error;
    if (batch.length === 1) {
      if (error.status) await troubled(store, batch[0], error.status);
      return error;
    }
    const half = Math.ceil(batch.length / 2);
    const failures = [await sendBatch(store, batch.slice(0, half), session), await sendBatch(store, batch.slice(half), session)];
    return failures.find(Boolean);
  }
  return null;
}

async function sendChanges(store, session) {
  let after = 0;
  let failure = null;
  for (;;) {
    const batch = await takeNext(store, after, BATCH);
    if (!batch.length) return failure;
    failure = (await sendBatch(store, batch, session)) || failure;
    after = batch[batch.length - 1].seq;
  }
}

// One photo that fails does not hold up the others.
async function sendPhotos(store, session, onStep) {
  let failure = null;
  for (const photo of await announcedPhotos(store)) {
    try {
      await withToken(store, session, (csrf) => sendPhoto(photo, csrf));
      await photoArrived(store, photo.id);
      await onStep();
    } catch (error) {
      if (PAUSING.includes(error.status) || (!error.status && !(await isSingled(error)))) throw error;
      if (FINAL.includes(error.status)) await photoRefused(store, photo.id, error.detail);
      else failure = error;
    }
  }
  return failure;
}

// One drain of a person at a time, across all open pages; where locks are unknown, sending twice does no harm.
function alone(name, work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : null));
}

const FAILURES = ["failed", "unreachable", "full"];

function stateAfter(error) {
  if (error instanceof Unreachable) return "unreachable";
  return error.name === "QuotaExceededError" ? "full" : "failed";
}

// `onPerson(person)` hears whom the server knows (null: nobody) and says which store is hers; `onChange()` hears that
// something on the device changed; `onState(state)` where the sending stands.
export function makeDrain({ onPerson, onState, onChange }) {
  let running = null;
  let delay = 0;
  let timer = 0;

  // What cannot be shown does not stop the sending.
  async function onStep() {
    await onChange().catch(() => null);
  }

  async function round() {
    onState("asking");
    const person = await whoami();
    const store = await onPerson(person);
    if (!person) return "signed out";
    if (!store) return "idle";
    onState("sending");
    const trouble = await alone(`zhijian-field-drain-${store.user}`, async () => {
      const session = { csrf: person.csrf };
      const failure = await sendChanges(store, session);
      await onStep(); // the photos may take an hour
      return (await sendPhotos(store, session, onStep)) || failure;
    });
    return trouble ? stateAfter(trouble) : "idle";
  }

  async function run() {
    let state = "idle";
    try {
      state = await round();
      delay = FAILURES.includes(state) ? delay : 0;
    } catch (error) {
      state = stateAfter(error);
    }
    if (FAILURES.includes(state)) delay = Math.min(LONGEST, delay * 2 || SOONEST);
    try {
      await onChange();
      onState(state);
    } finally { // whatever cannot be shown: what waits is tried again
      running = null;
      window.clearTimeout(timer);
      timer = window.setTimeout(drain, (delay || EVERY) * 1000);
    }
  }

  // While one is under way, whoever asks again gets another one after it: what she just saved may have come too late.
  function drain() {
    if (!running) running = run();
    return running;
  }

  async function again() {
    if (running) await running.catch(() => null);
    return drain();
  }

  window.addEventListener("online", () => {
    delay = 0; // the failures without a network say nothing of this one
    again();
  });
  document.addEventListener("visibilitychange", () => document.hidden || again());
  return again;
}

