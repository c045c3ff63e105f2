// The words of the page's language, brought along by the shell; texts of records come as {zh, en}.
import { serverTime } from "./device.js";

const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const texts = new Map();
const kept = document.getElementById("field-words");
if (kept) kept.content.querySelectorAll("[data-word]").forEach((one) => texts.set(one.dataset.word, one.textContent));

// `say("pending", {n: 3})`: where n is 1 and "pending.one" exists, that one is said.
export function say(word, values = {}) {
  const text = (values.n === 1 && texts.get(`${word}.one`)) || texts.get(word) || word;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function best(text) {
  if (!text) return "";
  return typeof text === "string" ? text : text[lang] || text.zh || text.en || "";
}

export const locale = lang === "zh" ? "zh-CN" : "en-GB";

// 10:32 of today; with its day otherwise.
export function moment(iso) {
  const when = new Date(iso);
  const today = when.toDateString() === new Date().toDateString();
  const day = today ? {} : { month: "long", day: "numeric" };
  return new Intl.DateTimeFormat(locale, { ...day, hour: "2-digit", minute: "2-digit", hour12: false }).format(when);
}

// The day it is, as a date field wants it: a clock that is a day ahead would make a finding of tomorrow.
export function today() {
  const now = serverTime();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

export function size(bytes) {
  const number = (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  if (bytes < 1024 * 1024) return `${number(Math.ceil(bytes / 1024))} KB`;
  return bytes < 1024 ** 3 ? `${number(bytes / 1024 ** 2)} MB` : `${number(bytes / 1024 ** 3)} GB`;
}
