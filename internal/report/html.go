package report

func (m *making) html() error { return nil }
