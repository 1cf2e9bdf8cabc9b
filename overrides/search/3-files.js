// The files of search: a small manifest that is asked for anew, and all others by a name with a mark of their content, so that a
// browser keeps them. From a folder without a server they come as scripts, since there a page may fetch nothing.
(function (delight) {
  "use strict";
  const waiting = {}; // resolvers of files that come as scripts, by name

  delight.filed = (name, content) => {
    if (waiting[name]) waiting[name](content);
  };

  function asScript(address, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting[name] = resolve;
      script.src = address;
      script.onerror = () => reject(new Error(address));
      script.onload = () => script.remove();
      document.head.append(script);
    });
  }

  async function inflated(bytes) {
    return new Response(new Response(bytes).body.pipeThrough(new DecompressionStream("deflate"))).json();
  }

  // A file of terms: its head's length, its head, then the stories of each term in turn. See index.py.
  async function asShard(bytes) {
    const size = new DataView(bytes).getUint32(0, true);
    const [terms, counts, lengths, levels] = await inflated(bytes.slice(4, 4 + size));
    const found = new Map();
    let at = 4 + size;
    let level = 0;
    terms.forEach((term, number) => {
      found.set(term, { count: counts[number], bytes: new Uint8Array(bytes, at, lengths[number]),
        levels: levels.slice(level, level + counts[number]) });
      at += lengths[number];
      level += counts[number];
    });
    return found;
  }

  // `isLocal` is for a page opened from a folder.
  delight.Files = class {
    constructor(root, isLocal) {
      this.root = `${root}search/`;
      this.isLocal = isLocal;
      this.kept = new Map();
    }

    // What is where; kept no longer than the page, and asked for again when a file has gone.
    manifest(language) {
      return this.once(language, async () => inflated(await this.bytes(language, "no-cache")));
    }

    json(name) {
      return this.once(name, async () => inflated(await this.bytes(name)));
    }

    shard(name) {
      return this.once(name, async () => asShard(await this.bytes(name)));
    }

    once(name, load) {
      if (!this.kept.has(name)) {
        const coming = load();
        this.kept.set(name, coming);
        coming.catch(() => this.kept.delete(name));
      }
      return this.kept.get(name);
    }

    async bytes(name, cache = "default") {
      if (this.isLocal) {
        const content = await asScript(`${this.root}${name}.js`, name);
        return Uint8Array.from(atob(content), (char) => char.charCodeAt(0)).buffer;
      }
      const answer = await fetch(`${this.root}${name}.bin`, { cache });
      if (!answer.ok) {
        if (answer.status === 404) this.kept.clear(); // a newer site stands there: the next question asks for its manifest
        throw new Error(answer.url);
      }
      return answer.arrayBuffer();
    }
  };
})(self.delight = self.delight || {});
