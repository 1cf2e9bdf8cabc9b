// The way to an LMS by cmi5 (AICC, cmi5 Specification Profile for xAPI, “Quartz”), and to its record store by xAPI 1.0.3. The address
// that opens the page says where. What the page itself remembers is a document of its own beside those of the LMS.
(() => {
  "use strict";
  const { uuid, duration, elapsed } = delightLms;
  const STATE = "delight.progress", DATA = "LMS.LaunchData", PREFERENCES = "cmi5LearnerPreferences";
  const CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/", MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const VERBS = "http://adlnet.gov/expapi/verbs/", USED = "1"; // the error of a token that was fetched before

  delightLms.Cmi5 = class {
    constructor({ tell, activity }) {
      this.tell = tell;
      this.taught = activity; // wherever it is taught; `activity` is what the LMS calls it
      this.films = [];
      this.unsent = [];
      this.again = []; // what was sent, and may not have arrived
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
          state: this.own.state, location: this.own.location, mastery: Number(data.masteryScore) || 0, isOver: Boolean(this.own.completed),
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
      return this.ask(path, query, { method, body, keepalive: body.length < 60000, headers: { "Content-Type": "application/json" } });
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
      return this.statement(VERBS + verb, { id: this.activity }, this.context(categories, extensions), result);
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

    // All that is waiting, in order; what did not arrive waits for the next time.
    async send() {
      const statements = this.isOpen ? [...this.again.splice(0), ...this.unsent.splice(0)] : [];
      if (!statements.length) { return; }
      const is = await this.write("statements", {}, "POST", JSON.stringify(statements)).then((answer) => answer.ok || answer.status === 409, () => false);
      if (!is) { this.again.unshift(...statements); }
      this.tell(is ? "" : "failed");
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

    // At most once for as long as the learner is enrolled, and so what was told is remembered with the rest.
    once(verb, result, extensions) {
      if (!this.isOpen || !this.records || this.own[verb]) { return; }
      this.own[verb] = true;
      this.push(this.defined(verb, result, extensions));
    }

    complete() { this.once("completed", { completion: true, duration: duration(this.spent) }); }

    // In one session only one judgement may stand: that it was not passed is told at its end.
    score({ raw, min, max, scaled, passed }) {
      if (!this.isOpen || !this.records || passed === null) { return; }
      const result = { score: { scaled, raw, min, max }, success: passed, duration: duration(this.spent) };
      const extensions = this.data.masteryScore === undefined ? {} : { [MASTERY]: this.data.masteryScore };
      if (passed) {
        this.once("passed", result, extensions);
        this.failed = null;
      } else {
        this.failed = this.own.passed ? null : this.defined("failed", result, extensions);
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
      const last = [...this.unsent.splice(0), ...(this.failed ? [this.failed] : [])];
      last.push(this.defined("terminated", { duration: duration(elapsed() - this.begun) }));
      this.isOpen = false;
      // What was sent before may be there already, and then a store may refuse all that comes with it.
      for (const statements of [this.again, last]) {
        if (statements.length) { this.write("statements", {}, "POST", JSON.stringify(statements)).catch(() => {}); }
      }
      if (this.records) { this.keep(); }
    }

    // Where the LMS wants its learner back, if it says so.
    get returns() { return this.data?.returnURL || ""; }
  };
})();
