// A photo becomes small before it is kept, and loses on the way what a camera writes into it: place, time, device.
const LONGEST = 2048; // pixels
const QUALITY = 0.8;

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

// The file as it may be kept: {blob, name}. `original`: byte by byte as it came.
export async function prepare(file, original) {
  const { picture, address } = await pictureOf(file);
  try {
    if (original) return { blob: file, name: file.name };
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
    return { blob, name: `${file.name.replace(/\.[^.]*$/, "") || "photo"}.jpg` };
  } finally {
    URL.revokeObjectURL(address);
  }
}
