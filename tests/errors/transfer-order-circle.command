match transfer-order-circle/plan.toml
