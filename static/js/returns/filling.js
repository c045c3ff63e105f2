// The pages of a return that is being filled in.
import { autosave } from "./autosave.js";
import { checking } from "./checking.js";
import { files } from "./files.js";
import { settle } from "./kept.js";

const page = document.querySelector("[data-return]");
const form = document.getElementById("section-form");
if (page) settle(page);
if (page && form) {
  autosave(page, form);
  checking(form);
  files(form);
}
