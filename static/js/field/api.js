// The server, as far as the device speaks to it. Nothing of it is ever cached.
// Seconds until a network that does not answer counts as none: more than the thirty that a thin line may need to begin.
const SECONDS = { whoami: 45, list: 60, sync: 90, photo: 180 };
const SLOWEST = 8000; // bytes in a second; what is larger gets more time

// Nobody answered, or somebody who is not the site: a door of a foreign network says 200 to everything.
export class Unreachable extends Error {}

export class Refused extends Error {
  constructor(status, detail) {
    super(`${status}`);
    this.status = status;
    this.detail = detail;
  }
}

function unreachable(error) {
  throw new Unreachable(error.message);
}

async function ask(address, seconds, options = {}) {
  const ending = new AbortController();
  const timer = window.setTimeout(() => ending.abort(), seconds * 1000);
  try {
    const reply = await fetch(address, {
      cache: "no-store", credentials: "same-origin", redirect: "error", signal: ending.signal, ...options,
    }).catch(unreachable);
    if (reply.ok) return await reply.json().catch(unreachable);
    const body = await reply.json().catch(() => null);
    throw new Refused(reply.status, body && body.detail);
  } finally {
    window.clearTimeout(timer);
  }
}

// Some doors answer in JSON of their own.
function hold(isOurs, body) {
  if (!isOurs) throw new Unreachable("another answer");
  return body;
}

// Who the server thinks is here, with a fresh token: null when nobody is signed in.
export async function whoami() {
  try {
    const person = await ask("/api/v1/whoami", SECONDS.whoami);
    hold(person && person.user && Number.isInteger(person.user.id) && person.csrf && typeof person.offline === "boolean");
    return { ...person, asked: Date.now() };
  } catch (error) {
    if (error.status === 401) return null;
    throw error;
  }
}

export const inspections = () => ask("/api/v1/field/", SECONDS.list)
  .then((body) => hold(body && Array.isArray(body.inspections), body).inspections);

export const lists = (code) => ask(`/api/v1/field/${encodeURIComponent(code)}`, SECONDS.list)
  .then((body) => hold(body && body.inspection && Array.isArray(body.findings), body));

export function sync(operations, csrf) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  const body = JSON.stringify({ operations });
  return ask("/api/v1/sync", SECONDS.sync + body.length / SLOWEST, { method: "POST", headers, body })
    .then((answer) => hold(answer && Array.isArray(answer.results), answer).results);
}

// Resolves only where the server says that it keeps these very bytes.
export async function sendPhoto({ id, blob, digest, name }, csrf) {
  const headers = {
    "Content-Type": blob.type || "application/octet-stream",
    "X-CSRFToken": csrf, "X-Digest": digest, "X-Name": encodeURIComponent(name),
  };
  const seconds = SECONDS.photo + blob.size / SLOWEST;
  const kept = await ask(`/api/v1/attachments/${id}`, seconds, { method: "PUT", headers, body: blob });
  hold(kept && kept.digest === digest);
}
