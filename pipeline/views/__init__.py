"""How a person sees it: register.xlsx, report.html, the export, why."""
