match statement-correction-of-nothing/a.ofx
