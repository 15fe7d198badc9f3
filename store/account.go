package store

// IsAccount reports whether id has the form of an account id, which is twelve digits. S3
// GetObject: x-amz-expected-bucket-owner.
func IsAccount(id string) bool {
	for i := range len(id) {
		if id[i] < '0' || id[i] > '9' {
			return false
		}
	}
	return len(id) == 12
}
