"""The brief on a country: one model (`build`), four writers (`pdf`, `docx`, `html`, `markdown`)."""
