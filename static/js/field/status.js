// The bar on top of every page of the shell: what is on this device only, and where the sending stands. Waiting records
// never look sent.
import { byId } from "./dom.js";
import { moment, say } from "./words.js";

const bar = byId("field-bar");
const door = byId("field-sign-in");
let sent = "";

door.search = `?next=${encodeURIComponent(window.location.pathname)}`; // back to where she was

const STATES = {
  asking: "send.asking",
  sending: "send.sending",
  failed: "send.failed",
  unreachable: "send.unreachable",
  full: "send.full",
};

function detailOf(state, counts) {
  const parts = [];
  if (state === "signed out") parts.push(say(counts.pending ? "send.signed_out" : "send.sign_in"));
  if (counts.pending && STATES[state]) parts.push(say(STATES[state]));
  if (!counts.pending && state === "unreachable") parts.push(say("send.offline"));
  if (counts.conflicts) parts.push(say("count.conflicts", { n: counts.conflicts }));
  if (counts.refused) parts.push(say("count.refused", { n: counts.refused }));
  if (counts.photos) parts.push(say("count.photos", { n: counts.photos }));
  if (counts.drafts) parts.push(say("count.drafts", { n: counts.drafts }));
  return parts.join(" ");
}

function toneOf(state, counts) {
  if (counts.conflicts || counts.refused) return "err";
  if (counts.pending || state === "signed out") return "warn";
  return "ok";
}

// A status region speaks when its text changes: the same words are not written again.
function write(id, text) {
  const place = byId(id);
  if (place.textContent !== text) place.textContent = text;
  place.hidden = !text;
}

export function showStatus(state, counts, others) {
  if (!counts.pending && bar.dataset.pending > 0) sent = moment(new Date().toISOString());
  bar.dataset.tone = toneOf(state, counts);
  bar.dataset.pending = counts.pending;
  const head = counts.pending ? say("pending", { n: counts.pending }) : sent ? say("sent", { when: sent }) : say("nothing");
  write("field-bar-words", head);
  write("field-bar-detail", detailOf(state, counts));
  write("field-bar-others", others ? say("others", { n: others }) : "");
  door.hidden = state !== "signed out";
}
