// Who uses this device, and who else has records on it: numbers of people, no names, no content.
const CURRENT = "zhijian-field-user";
const KNOWN = "zhijian-field-users";

export function currentUser() {
  return Number(localStorage.getItem(CURRENT)) || null;
}

export function knownUsers() {
  return (localStorage.getItem(KNOWN) || "").split(" ").map(Number).filter(Boolean);
}

export function setCurrentUser(id) {
  localStorage.setItem(CURRENT, String(id));
  if (!knownUsers().includes(id)) localStorage.setItem(KNOWN, [...knownUsers(), id].join(" "));
}

// By how many milliseconds the clock of the device was ahead when the server was last heard of.
const SKEW = "zhijian-field-skew";

export function setSkew(milliseconds) {
  localStorage.setItem(SKEW, String(milliseconds));
}

export const serverTime = () => new Date(Date.now() - (Number(localStorage.getItem(SKEW)) || 0));

// After signing out the shell shows nothing of anybody; a queue that is left waits for its owner.
export function signOut() {
  localStorage.removeItem(CURRENT);
}

export function forgetUser(id) {
  localStorage.setItem(KNOWN, knownUsers().filter((known) => known !== id).join(" "));
}
