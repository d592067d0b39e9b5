indirect indirect-methods-differ.toml
