// A photo becomes small before it is kept, and loses on the way what a camera writes into it: place, time, device.
const LONGEST = 2048; // pixels
const QUALITY = 0.8;
const NAME = 120; // characters of a file name; the server takes 200
const DRAWING = "image/svg+xml"; // can hold scripts, and is no photo

function pictureOf(file) {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    const address = URL.createObjectURL(file);
    picture.onload = () => resolve({ picture, address });
    picture.onerror = () => {
      URL.revokeObjectURL(address);
      reject(new Error("unreadable"));
    };
    picture.src = address;
  });
}

// What is too long for a list loses its end, never what says of which kind it is.
function shortened(name) {
  const ending = (/\.[A-Za-z0-9]{1,5}$/.exec(name) || [""])[0];
  const stem = Array.from(ending ? name.slice(0, -ending.length) : name);
  return stem.slice(0, NAME - ending.length).join("") + ending;
}

// The file as it may be kept: {blob, name}. `original`: byte by byte as it came.
export async function prepare(file, original) {
  if (file.type === DRAWING) throw new Error("unreadable");
  const { picture, address } = await pictureOf(file);
  try {
    if (original) return { blob: file, name: shortened(file.name) };
    const scale = Math.min(1, LONGEST / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff"; // under what is transparent
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    if (!blob) throw new Error("unreadable");
    return { blob, name: shortened(`${file.name.replace(/\.[^.]*$/, "") || "photo"}.jpg`) };
  } finally {
    URL.revokeObjectURL(address);
  }
}
