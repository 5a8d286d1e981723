/* What the page says: sentences in the reader's language, and the selection in words.
   `state` says what statement.py says; a browser test holds the two together. */
import { countOf, ofRole } from "./data.js";

export const capitalised = text => text.charAt(0).toUpperCase() + text.slice(1);

function fill(template, fields) {
  return template.replace(/\{(\w+)\}/g, (whole, name) =>
    name in fields ? String(fields[name]) : whole
  );
}

export function makeWords(words, data) {
  function number(n) {
    return String(n).replace(/\B(?=(\d{3})+$)/g, words.group);
  }

  const rules = {};

  /* The form that a number takes, by the plural rules of the language that the forms are in. */
  function formOf(forms, n) {
    const language = forms.language || words.language;
    rules[language] ??= new Intl.PluralRules(language);
    return forms[rules[language].select(n)] || forms.other;
  }

  function say(msgid, fields = {}) {
    return fill(words.text[msgid], fields);
  }

  function count(one, n, fields) {
    return fill(formOf(words.forms[one], n), { n: number(n), ...fields });
  }

  function noun(layer, n) {
    return formOf(words.nouns[layer], n);
  }

  function counted(layer, n) {
    return numbered(n, words.nouns[layer]);
  }

  function numbered(n, nouns) {
    return say("{n} {noun}", { n: number(n), noun: formOf(nouns, n) });
  }

  /* What a record is counted as, and how many there are of each: layers/units.py. */
  function unitOf(layer, row) {
    const table = data.tables[layer];
    const units = words.units[layer];
    const isProposed = table.status?.[row] === "proposed";
    const unit = isProposed ? "proposed" : table.kind && units.roles[table.kind[row]];
    return unit && units.named.includes(unit) ? unit : "";
  }

  function countUnits(layer, rows) {
    const counts = new Map();
    for (const row of rows) {
      const unit = unitOf(layer, row);
      counts.set(unit, (counts.get(unit) || 0) + countOf(data, layer, row));
    }
    return counts;
  }

  function nounsOf(layer, unit, beside) {
    const units = words.units[layer];
    const hasOthers = Object.values(units.roles).some(role => beside.has(role));
    return units.nouns[unit || (hasOthers ? "other" : "")] || words.nouns[layer];
  }

  /* Numbers of the rows of a layer, each with its unit; `whole` are the rows that they are a
     part of, which are all called alike. */
  function things(layer, rows, whole = rows) {
    const counts = countUnits(layer, rows);
    const beside = countUnits(layer, whole);
    return words.units[layer].order
      .filter(unit => counts.get(unit))
      .map(unit => numbered(counts.get(unit), nounsOf(layer, unit, beside)));
  }

  function country(code) {
    return data.countries[code]?.[0] ?? code;
  }

  function years([first, last]) {
    return first === last ? String(first) : say("{first} to {last}", { first, last });
  }

  function byCountry(layer, rows) {
    const counts = new Map();
    for (const row of rows) {
      for (const code of new Set(data.tables[layer].countries[row])) {
        counts.set(code, (counts.get(code) || 0) + countOf(data, layer, row));
      }
    }

    return counts;
  }

  /* Numbers of several roles are not compared, nor those of none in a layer that has some. */
  function canRank(layer, rows) {
    const table = data.tables[layer];
    const { roles } = words.units[layer];
    if (!Object.keys(roles).length) return true;
    const found = new Set(rows.map(row => roles[table.kind[row]] || ""));
    return found.size === 1 && !found.has("");
  }

  function leader(layer, rows) {
    if (!canRank(layer, rows)) return null;
    const order = [...byCountry(layer, rows)].sort((a, b) => b[1] - a[1]);
    return order.length > 1 && order[1][1] < order[0][1] ? order[0][0] : null;
  }

  function total(layer, rows) {
    return rows.reduce((sum, row) => sum + countOf(data, layer, row), 0);
  }

  /* The rows of a layer that have a certainty; those that stand beside the years without a
     remark. */
  function having(found, certainty) {
    return found.rows.filter((_, at) => found.certainty[at] === certainty);
  }

  function stated(shown, layer) {
    return shown.asked.year ? having(shown[layer], "certain") : shown[layer].rows;
  }

  function thingsOf(shown, layers, rowsOf) {
    return layers.flatMap(layer => things(layer, rowsOf(layer), shown[layer].rows));
  }

  /* Items with the comma of the language, and sentences with its space. */
  function listed(items) {
    return items.join(say("{one}, {other}", { one: "", other: "" }));
  }

  function inTurn(sentences) {
    return sentences.join(say("{one} {other}", { one: "", other: "" }));
  }

  /* One layer in a sentence; all layers in one where all of their records are of one country. */
  function sentence(shown, layers) {
    const code = onlyCountry(shown, layers);
    const range = shown.asked.year && years(shown.asked.year);
    const rows = stated(shown, layers[0]);
    const found = thingsOf(shown, layers, layer => stated(shown, layer));
    let said = listed(found);
    if (range && !found.length) said = say("no certain date in {years}", { years: range });
    if (code) said = say("{country}: {things}", { country: country(code), things: said });
    else if (found.length) said = inCountries(said, byCountry(layers[0], rows).size);
    if (range && found.length) said = say("{what}, {years}", { what: said, years: range });
    const most = code ? null : leader(layers[0], rows);
    if (most) said = say("{what}; most in {country}", { what: said, country: country(most) });
    for (const more of range ? apart(shown, layers) : []) {
      said = say("{what}; {more}", { what: said, more });
    }

    return say("{sentence}.", { sentence: capitalised(said) });
  }

  function inCountries(said, n) {
    return n ? count("{things} in {n} country", n, { things: said }) : said;
  }

  /* What may lie outside the years, and what has no date: a number where the sentence has named
     its unit and there is no other, else a list. */
  function apart(shown, layers) {
    const rowsOf = certainty => layer => having(shown[layer], certainty);
    const whole = thingsOf(shown, layers, layer => shown[layer].rows);
    const isNumber = whole.length === 1 && stated(shown, layers[0]).length;
    return [
      ["possible", "{n} more may lie outside these years", "perhaps outside these years: {things}"],
      ["undated", "{n} more is undated", "undated: {things}"]
    ].flatMap(([certainty, numberOf, listOf]) => {
      const found = thingsOf(shown, layers, rowsOf(certainty));
      if (!found.length) return [];
      if (isNumber) return [count(numberOf, total(layers[0], rowsOf(certainty)(layers[0])))];
      return [say(listOf, { things: listed(found) })];
    });
  }

  function remarks(shown) {
    const tables = data.tables;
    const pointless = ofRole(data, "site").flatMap(layer => {
      const rows = shown[layer].rows.filter(row => !data.spots.located[tables[layer].spot[row]]);
      return rows.length ? [counted(layer, total(layer, rows))] : [];
    });
    const nowhere = thingsOf(shown, data.layers, layer =>
      shown[layer].rows.filter(row => !tables[layer].countries[row].length)
    );
    const undated = thingsOf(shown, data.layers, layer => having(shown[layer], "undated"));
    const said = [];
    if (pointless.length) {
      said.push(
        say("City not known or not located, so counted for the country: {things}.", {
          things: listed(pointless)
        })
      );
    }

    if (nowhere.length) said.push(say("No single country: {things}.", { things: listed(nowhere) }));
    if (undated.length && !shown.asked.year) {
      said.push(say("No date: {things}.", { things: listed(undated) }));
    }

    return inTurn(said);
  }

  /* The one country that every record names, and no other. */
  function onlyCountry(shown, layers) {
    const named = new Set(
      layers.flatMap(layer =>
        shown[layer].rows.map(row => [...new Set(data.tables[layer].countries[row])].join(" "))
      )
    );
    const only = named.size === 1 ? named.values().next().value : "";
    return only.includes(" ") ? "" : only;
  }

  function state(shown) {
    const layers = data.layers.filter(layer => shown[layer].rows.length);
    let told = layers.map(layer => [layer]);
    if (onlyCountry(shown, layers)) told = [layers];
    const said = told.map(each => sentence(shown, each));
    return {
      sentences: said.length ? inTurn(said) : say("No record answers."),
      remarks: remarks(shown)
    };
  }

  return {
    say,
    count,
    counted,
    things,
    listed,
    country,
    number,
    years,
    noun,
    state
  };
}
