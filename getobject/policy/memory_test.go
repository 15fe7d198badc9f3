package policy_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
)

// held is how many bytes a Policy may hold, and parsing it may take, for each byte of the
// document.
const held, taken = 100, 500

// TestMemory: memory is at most a constant multiple of the document, whatever is in it.
func TestMemory(t *testing.T) {
	const statement = `{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}`
	// A document of the largest size, in which a piece is repeated at the @.
	fill := func(document, piece string) string {
		head, tail, _ := strings.Cut(document, "@")
		n := (20000 - len(document)) / len(piece)
		return head + strings.Repeat(piece, n-1) + strings.TrimSuffix(piece, ",") + tail
	}
	tests := map[string]string{
		"values":     fill(when(`{"StringEquals":{"a:b":[@]}}`), `"",`),
		"numbers":    fill(when(`{"NumericEquals":{"a:b":[@]}}`), `1,`),
		"ARNs":       fill(when(`{"ArnLike":{"a:b":[@]}}`), `"*",`),
		"long ARNs":  fill(when(`{"ArnLike":{"a:b":[@]}}`), `":::::",`),
		"wildcards":  fill(when(`{"StringLike":{"a:b":"@"}}`), `*?`),
		"questions":  fill(when(`{"StringLike":{"a:b":"@"}}`), `?`),
		"variables":  fill(when(`{"StringLike":{"a:b":"@"}}`), `${a:b}`),
		"text":       fill(when(`{"StringLike":{"a:b":"@"}}`), `${*}`),
		"actions":    fill(with("Action", `[@]`), `"*",`),
		"statements": fill(`{"Statement":[@]}`, statement+","),
		"principals": fill(with("Principal", `{"Service":[@]}`), `"a",`),
		"nesting":    fill(`{"Statement":@`, `[`),
		"spaces":     fill(`{"Statement":@`+statement+`}`, ` `),
	}
	for name, text := range tests {
		var before, after, end runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		p, err := policy.Parse(policy.KindBucket, []byte(text))
		runtime.ReadMemStats(&after)
		runtime.GC()
		runtime.ReadMemStats(&end)
		if (err != nil) != (name == "nesting") {
			t.Errorf("%s: %v", name, err)
		}
		if n := (after.TotalAlloc - before.TotalAlloc) / uint64(len(text)); n > taken {
			t.Errorf("%s: %d bytes for each byte of the document, want at most %d", name, n, taken)
		} else if h := (int64(end.HeapAlloc) - int64(before.HeapAlloc)) / int64(len(text)); h > held {
			t.Errorf("%s: holds %d bytes for each byte of the document, want at most %d", name, h, held)
		} else {
			t.Logf("%s: %d, holds %d", name, n, h)
		}
		runtime.KeepAlive(p)
	}
}
