/* What the page says: sentences in the reader's language, and the selection in words.
   `state` says what statement.py says; a browser test holds the two together. */
import { addTo, tally, total } from "./data.js";
import { hasCity } from "./scene.js";

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

  function counted(layer, n) {
    return numbered(n, words.nouns[layer]);
  }

  function numbered(n, nouns) {
    return say("{n} {noun}", { n: number(n), noun: formOf(nouns, n) });
  }

  /* How many there are of each unit that records are counted as: layers/units.py. */
  function countUnits(layer, rows) {
    const { unit, weight } = data.tables[layer];
    const counts = new Map();
    for (const row of rows) addTo(counts, unit[row], weight[row]);
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
    return data.countries[code] ?? code;
  }

  function years([first, last]) {
    return first === last ? String(first) : say("{first} to {last}", { first, last });
  }

  /* Numbers of several roles are not compared, nor those of none in a layer that has some. */
  function leader(layer, rows) {
    const { alike } = data.tables[layer];
    const roles = new Set(alike ? rows.map(row => alike[row]) : ["any"]);
    if (roles.size !== 1 || roles.has("")) return null;
    const order = [...byCountry(layer, rows)].sort((a, b) => b[1] - a[1]);
    return order.length > 1 && order[1][1] < order[0][1] ? order[0][0] : null;
  }

  const byCountry = (layer, rows) =>
    tally(data, { [layer]: { rows } }, [layer], ({ countries }) => countries);

  /* The rows of a layer that have a certainty; those that are beside the years without a
     remark. */
  function having(found, certainty) {
    return found.rows.filter(row => found.certainty.get(row) === certainty);
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
      if (isNumber) return [count(numberOf, total(data, shown, layers.slice(0, 1), certainty))];
      return [say(listOf, { things: listed(found) })];
    });
  }

  function remarks(shown) {
    const tables = data.tables;
    const pointless = data.sites.flatMap(layer => {
      const { weight } = tables[layer];
      const rows = shown[layer].rows.filter(row => !hasCity(data, layer, row));
      const sites = rows.reduce((sum, row) => sum + weight[row], 0);
      return sites ? [counted(layer, sites)] : [];
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
        shown[layer].rows.map(row => data.tables[layer].countries[row].join(" "))
      )
    );
    const only = named.size === 1 ? named.values().next().value : "";
    return only.includes(" ") ? "" : only;
  }

  function state(shown) {
    const layers = data.layers.filter(layer => shown[layer].rows.length);
    let parts = layers.map(layer => [layer]);
    if (onlyCountry(shown, layers)) parts = [layers];
    const sentences = parts.map(each => sentence(shown, each));
    return {
      sentences: sentences.length ? inTurn(sentences) : say("No records match."),
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
    state
  };
}
