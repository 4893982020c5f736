"use strict";
// Full-text search without a server: the words that begin with two letters stand in one file, loaded when they are asked for.
const field = document.getElementById("words");
const list = document.getElementById("results");
const said = document.getElementById("found");
const shards = new Map();
window.communiqueWords = (name, words) => shards.set(name, new Map(words));

function shard(name) {
  if (shards.has(name)) return Promise.resolve();
  return new Promise((done) => {
    const script = document.createElement("script");
    script.src = "search/" + name + ".js";
    script.onload = done;
    script.onerror = () => { shards.set(name, new Map()); done(); };
    document.head.append(script);
  });
}

function nameOf(word) {
  return Array.from(word.slice(0, 2)).map((c) => (/[a-z0-9]/.test(c) ? c : "_")).join("").padEnd(2, "_");
}

async function search() {
  const words = field.value.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) || [];
  await Promise.all(words.map((word) => shard(nameOf(word))));
  let found = null;
  for (const word of words) {
    const here = new Set();
    for (const [key, documents] of shards.get(nameOf(word))) if (key.startsWith(word)) documents.forEach((n) => here.add(n));
    found = found === null ? here : new Set([...found].filter((n) => here.has(n)));
  }
  const numbers = [...(found || [])].sort((a, b) => a - b);
  said.textContent = words.length ? numbers.length + " texts" : "";
  list.replaceChildren(...numbers.slice(0, 100).map((n) => {
    const [page, title, day] = window.communiqueDocuments[n];
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = page;
    link.textContent = title;
    item.append(link, day ? " " + day : "");
    return item;
  }));
}
let waiting;
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
