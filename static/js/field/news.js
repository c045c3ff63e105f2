// Something on the device changed: the person's other pages, which nobody else tells, draw it. Through localStorage, as
// BroadcastChannel is missing in Safari 15.0.
const NEWS = "zhijian-field-news";

export function tellOthers() {
  try {
    localStorage.setItem(NEWS, String(Math.random()));
  } catch (error) {
    // on a full disk they see it when they ask the next time
  }
}

export const isNews = (event) => event.key === NEWS;
