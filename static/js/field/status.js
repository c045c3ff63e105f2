// The bar on top of every page of the shell: what is on this device only, and where the sending stands. Waiting records
// never look sent.
import { byId } from "./dom.js";
import { moment, say } from "./words.js";

const bar = byId("field-bar");
const door = byId("field-sign-in");
let sent = "";
let shown = null; // whose counts stand in the bar

door.search = `?next=${encodeURIComponent(window.location.pathname)}`; // back to where she was

const STATES = {
  asking: "send.asking",
  sending: "send.sending",
  failed: "send.failed",
  unreachable: "send.unreachable",
  full: "send.full",
};

function detailOf(state, counts, owner) {
  const parts = [];
  if (state === "signed out") parts.push(say(counts.pending ? "send.signed_out" : "send.sign_in"));
  if (counts.pending && STATES[state]) parts.push(say(STATES[state]));
  if (!counts.pending && owner && state === "unreachable") parts.push(say("send.offline"));
  if (counts.conflicts) parts.push(say("count.conflicts", { n: counts.conflicts }));
  if (counts.refused) parts.push(say("count.refused", { n: counts.refused }));
  if (counts.photos) parts.push(say("count.photos", { n: counts.photos }));
  if (counts.drafts) parts.push(say("count.drafts", { n: counts.drafts }));
  return parts.join(" ");
}

function toneOf(state, counts, others, owner) {
  if (counts.unread || counts.conflicts || counts.refused) return "err";
  if (counts.pending || state === "signed out" || (!owner && others)) return "warn";
  return "ok";
}

// What somebody else has waiting never looks sent because this one has nothing, nor does what cannot be read.
function headOf(counts, others, owner) {
  if (counts.unread) return say("store.closed");
  if (counts.pending) return say("pending", { n: counts.pending });
  if (!owner && others) return say("door.waiting", { n: others });
  return sent ? say("sent", { when: sent }) : say("nothing");
}

// A status region speaks when its text changes: the same words are not written again.
function write(id, text) {
  const place = byId(id);
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
}

// `owner`: whose `counts` they are, null where nobody is known; `others`: how much waits for people beside her.
export function showStatus(state, counts, others, owner) {
  if (owner !== shown) sent = "";
  else if (!counts.pending && bar.dataset.pending > 0) sent = moment(new Date().toISOString());
  shown = owner;
  bar.dataset.tone = toneOf(state, counts, others, owner);
  bar.dataset.pending = counts.pending;
  write("field-bar-words", headOf(counts, others, owner));
  write("field-bar-detail", detailOf(state, counts, owner));
  write("field-bar-others", others && owner ? say("others", { n: others }) : "");
  byId("field-export").disabled = !owner;
  door.hidden = state !== "signed out";
}
