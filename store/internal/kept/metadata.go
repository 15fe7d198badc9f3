package kept

import (
	"slices"
	"strings"

	"github.com/s3get/s3get/internal/field"
	"github.com/s3get/s3get/store"
)

// Metadata returns pairs as responses have them, and how many of them no header can carry because
// their name is no token (RFC 9110 §5.6.2): names are lower-case, and the values of one name are
// joined by commas where the first of them stood (S3 GetObject: x-amz-missing-meta).
func Metadata(pairs []store.Metadata) ([]store.Metadata, int) {
	var meta []store.Metadata
	missing := 0
	for _, p := range pairs {
		if !field.IsToken(p.Name) {
			missing++
			continue
		}
		name := strings.ToLower(p.Name)
		value := strings.TrimRight(p.Value, " \t")
		same := func(m store.Metadata) bool { return m.Name == name }
		if i := slices.IndexFunc(meta, same); i >= 0 {
			meta[i].Value += "," + value
			continue
		}
		meta = append(meta, store.Metadata{Name: name, Value: value})
	}
	return meta, missing
}
