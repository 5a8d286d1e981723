// How our JavaScript is written: plain modules in one dialect, which layers/bundle.py links.
import js from "@eslint/js";
import globals from "globals";

// What rjsmin takes for something else.
const notMinified = [
  ["TemplateLiteral TemplateLiteral", "Write the inner template before the outer one."],
  ["ArrowFunctionExpression > .body[regex]", "Name the regular expression."],
  ["ArrowFunctionExpression > .body > .callee > .object[regex]", "Name the regular expression."]
].map(([selector, message]) => ({ selector, message }));

export default [
  { ignores: [".venv/", "build/", "dist/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { ecmaVersion: 2023, globals: globals.browser },
    rules: {
      "arrow-body-style": "error",
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "logical-assignment-operators": ["error", "always", { enforceForIfStatements: true }],
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-restricted-syntax": ["error", ...notMinified],
      "no-shadow": ["error", { builtinGlobals: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "one-var": ["error", "never"],
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-exponentiation-operator": "error",
      "prefer-object-has-own": "error",
      "prefer-object-spread": "error",
      "prefer-rest-params": "error",
      "prefer-spread": "error",
      "prefer-template": "error"
    }
  },
  {
    files: ["layers/static/*.js", "mapapp/**/*.js"],
    languageOptions: { globals: { L: "readonly" } }
  }
];
