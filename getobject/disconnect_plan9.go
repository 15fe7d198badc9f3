package getobject

// isDisconnect reports false: the system has no such error.
func isDisconnect(error) bool { return false }
