// The way to an LMS by cmi5 (AICC, cmi5 Specification Profile for xAPI, “Quartz”), and to its record store by xAPI 1.0.3. The address
// that opens the page says where. What the page itself remembers is a document of its own beside those of the LMS.
(() => {
  "use strict";
  const { uuid, duration, elapsed } = delightLms;
  const STATE = "delight.progress", DATA = "LMS.LaunchData", PREFERENCES = "cmi5LearnerPreferences";
  const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/", MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const VERBS = "http://adlnet.gov/expapi/verbs/", USED = "1"; // the error of a token that was fetched before
  const FLYING = 60000; // bytes that browsers let outlive their page, of all requests together: 64 KiB (Fetch, 5.6)
  const LATER = [401, 403, 408, 409, 429]; // answers that may be others another time

  delightLms.Cmi5 = class {
    constructor({ tell, activity }) {
      this.tell = tell;
      this.taught = activity; // wherever it is taught; `activity` is what the LMS calls it
      this.films = [];
      this.unsent = [];
      this.again = new Set(); // those of them that were sent, and may have arrived
      this.earlier = new Set(); // and those that another session sent
      this.forbidden = []; // and those that the LMS did not want, which the others do not wait for
      this.told = new Map(); // what is told once, by its verb
      this.flying = 0;
      this.sending = Promise.resolve();
      this.own = {};
    }

    async start() {
      const given = new URLSearchParams(location.search), names = ["endpoint", "fetch", "actor", "registration", "activityId"];
      if (names.some((one) => !given.get(one))) { return null; }
      [this.endpoint, this.token, this.agent, this.registration, this.activity] = names.map((one) => given.get(one));
      this.actor = JSON.parse(this.agent);
      this.endpoint = this.endpoint.replace(/\/?$/, "/");
      if (!await this.enter()) { return {}; }
      try {
        const [data, preferences, own] = await Promise.all([this.read(DATA), this.preferences(), this.read(STATE)]);
        if (!data) { throw new Error(DATA); }
        this.data = data;
        this.own = own || {};
        this.records = (data.launchMode || "Normal") === "Normal";
        this.begun = elapsed();
        this.isOpen = true;
        this.push(this.defined("initialized"));
        return {
          state: this.own.state, location: this.own.location, mastery: Number(data.masteryScore) || 0, isOver: this.own.completed === true,
          mode: this.records ? "" : data.launchMode.toLowerCase(), isMuted: preferences?.audioPreference === "off",
        };
      } catch {
        this.tell("failed");
        return {};
      }
    }

    // The token can be had once: a page that is loaded anew is a session that ended.
    async enter() {
      try {
        const answer = await (await fetch(this.token, { method: "POST" })).json(), token = answer["auth-token"];
        if (token) {
          this.authorization = /^Basic /i.test(token) ? token : `Basic ${token}`;
          return true;
        }
        this.tell(String(answer["error-code"]) === USED ? "used" : "failed");
      } catch {
        this.tell("failed");
      }
      return false;
    }

    ask(path, query, options = {}) {
      const headers = { Authorization: this.authorization, "X-Experience-API-Version": "1.0.3", ...options.headers };
      return fetch(`${this.endpoint}${path}?${new URLSearchParams(query)}`, { ...options, headers });
    }

    write(path, query, method, body) {
      // It is to arrive even when the page goes meanwhile, which browsers promise for so many bytes.
      const { length } = new TextEncoder().encode(body), keepalive = this.flying + length <= FLYING, counted = keepalive ? length : 0;
      this.flying += counted;
      return this.ask(path, query, { method, body, keepalive, headers: { "Content-Type": "application/json" } })
        .finally(() => { this.flying -= counted; });
    }

    // The status of the answer, 0 where none came.
    post(statements) {
      return this.write("statements", {}, "POST", JSON.stringify(statements)).then(({ status }) => status, () => 0);
    }

    document(stateId) { return { stateId, activityId: this.activity, agent: this.agent, registration: this.registration }; }

    async read(stateId) {
      const answer = await this.ask("activities/state", this.document(stateId));
      if (answer.status === 404 || answer.status === 204) { return null; }
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.json();
    }

    // They are the learner's own, and whoever may not read them goes without.
    async preferences() {
      const answer = await this.ask("agents/profile", { profileId: PREFERENCES, agent: this.agent });
      return answer.ok ? answer.json().catch(() => null) : null;
    }

    // The context that the LMS gave, and more beside what is in it.
    context(categories, extensions) {
      const given = JSON.parse(JSON.stringify(this.data.contextTemplate || {})), activities = given.contextActivities || {};
      const joined = (name, ids) => {
        const listed = [].concat(activities[name] || []);
        return [...listed, ...ids.filter((id) => !listed.some((one) => one.id === id)).map((id) => ({ id }))];
      };
      return {
        ...given,
        registration: this.registration,
        contextActivities: { ...activities, category: joined("category", categories), grouping: joined("grouping", [this.taught]) },
        extensions: { ...extensions, ...given.extensions },
      };
    }

    statement(verb, object, context, result) {
      const name = verb.slice(verb.lastIndexOf("/") + 1);
      return {
        id: uuid(), actor: this.actor, verb: { id: verb, display: { en: name } }, object: { objectType: "Activity", ...object },
        ...(result && { result }), context, timestamp: new Date().toISOString(),
      };
    }

    // “cmi5 defined”: what the LMS goes by.
    defined(verb, result, extensions) {
      const isJudged = result && ("success" in result || "completion" in result);
      const categories = [`${CATEGORIES}cmi5`, ...(isJudged ? [`${CATEGORIES}moveon`] : [])];
      const definition = { name: { [document.documentElement.lang]: document.title } }; // or else a report shows an IRI
      return this.statement(VERBS + verb, { id: this.activity, definition }, this.context(categories, extensions), result);
    }

    // “cmi5 allowed”: about something within the unit.
    allowed(verb, object, result, category, extensions) {
      const context = this.context([category], extensions), { parent } = context.contextActivities;
      context.contextActivities.parent = [].concat(parent || [], { id: this.activity });
      return this.statement(verb, object, context, result);
    }

    push(...statements) {
      this.unsent.push(...statements);
      this.sending = this.sending.then(() => this.send());
    }

    // All that is waiting, in order; what did not arrive waits for the next time. What may be there already goes one by one, as a store
    // refuses all that comes with it, and so does what was refused together, until the one that is wrong is found and left out.
    async send() {
      let problem = null;
      this.unsent.unshift(...this.forbidden.splice(0));
      while (this.isOpen && this.unsent.length) {
        const isAgain = this.again.has(this.unsent[0]), next = this.unsent.findIndex((one) => this.again.has(one));
        const statements = this.unsent.splice(0, isAgain ? 1 : next < 0 ? this.unsent.length : next);
        const status = await this.post(statements), isRefused = status >= 400 && status < 500 && !LATER.includes(status);
        if (status >= 200 && status < 300 || isAgain && this.isThere(status, statements[0])) {
          this.arrived(statements);
          problem ||= "";
        } else if (isAgain && isRefused) {
          problem = "failed";
        } else if (isAgain && status === 403) {
          this.forbidden.push(...statements);
          problem = "failed";
        } else {
          this.unsent.unshift(...statements);
          for (const one of statements) { this.again.add(one); }
          if (!isRefused && status !== 403) {
            problem = "failed";
            break;
          }
        }
      }
      if (problem !== null) { this.tell(problem); }
    }

    // Whether a store says that it has this statement, or an LMS that it has one like it: cmi5 takes none twice.
    isThere(status, statement) { return status === 409 || status === 403 && this.earlier.has(statement); }

    arrived(statements) {
      for (const [verb, statement] of this.told) { if (statements.includes(statement)) { this.own[verb] = true; } }
    }

    // How long the learner was at it, in all sessions.
    get spent() { return (this.own.spent || 0) + elapsed() - this.begun; }

    keep() {
      const body = JSON.stringify({ ...this.own, spent: Math.round(this.spent) });
      return this.write("activities/state", this.document(STATE), "PUT", body).then((answer) => answer.ok, () => false);
    }

    save({ state, location }) {
      if (!this.isOpen || !this.records) { return; }
      Object.assign(this.own, { state, location });
      this.sending = this.sending.then(async () => {
        if (!this.isOpen) { return; }
        await this.send();
        if (!await this.keep()) { this.tell("failed"); }
      });
    }

    // At most once for as long as the learner is enrolled, and so that it arrived is remembered with the rest. Until then its name is, by
    // which a store knows it when a later session tells it again.
    once(verb, result, extensions) {
      const known = this.own[verb];
      if (!this.isOpen || !this.records || known === true || this.told.has(verb)) { return; }
      const statement = this.defined(verb, result, extensions);
      if (known) {
        statement.id = known;
        this.again.add(statement);
        this.earlier.add(statement);
      }
      this.own[verb] = statement.id;
      this.told.set(verb, statement);
      this.push(statement);
    }

    complete() { this.once("completed", { completion: true, duration: duration(this.spent) }); }

    // In one session only one judgement may stand: that it was not passed is told at its end. Out of a hundred, as grades are: Moodle's
    // plugin takes what is raw for the grade.
    score({ scaled, passed }) {
      if (!this.isOpen || !this.records || passed === null) { return; }
      const score = { scaled, raw: Math.floor(scaled * 100 + 1e-6), min: 0, max: 100 };
      const result = { score, success: passed, duration: duration(this.spent) };
      const { masteryScore } = this.data, extensions = typeof masteryScore === "number" ? { [MASTERY]: masteryScore } : {};
      if (passed) {
        this.once("passed", result, extensions);
        this.failed = null;
      } else {
        this.failed = this.own.passed === true || this.told.has("passed") ? null : this.defined("failed", result, extensions);
      }
    }

    watch(step) {
      if (this.isOpen && this.records) { this.films.push(new delightLms.Viewing(step, this)); }
    }

    finished(step) { this.films.find((one) => one.step === step)?.complete(); }

    // Nothing can be waited for.
    end() {
      if (!this.isOpen) { return; }
      for (const one of this.films) { one.end(); }
      const { again, earlier, forbidden } = this, waiting = [...forbidden, ...this.unsent.splice(0)];
      const isAlone = (one) => earlier.has(one) || forbidden.includes(one);
      const resent = waiting.filter((one) => again.has(one) && !isAlone(one)), retold = waiting.filter(isAlone);
      const last = [...waiting.filter((one) => !again.has(one)), ...(this.failed ? [this.failed] : [])];
      last.push(this.defined("terminated", { duration: duration(elapsed() - this.begun) }));
      this.isOpen = false;
      // What was sent before may be there already, and then a store may refuse all that comes with it.
      for (const statements of [resent, ...retold.map((one) => [one]), last]) { if (statements.length) { this.post(statements); } }
      if (this.records) { this.keep(); }
    }

    // Where the LMS wants its learner back, if it says so; an address of another kind would be a script, or a file.
    get returns() {
      try {
        const { protocol, href } = new URL(this.data.returnURL, location);
        return this.data.returnURL && /^https?:$/.test(protocol) ? href : "";
      } catch {
        return "";
      }
    }
  };
})();
