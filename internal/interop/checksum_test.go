package interop_test

import (
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// verified are the checksums that the SDK compares with the body. The others it only
// hands on.
var verified = []string{"CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "SHA512"}

// TestChecksum reads an object of each algorithm. The SDK verifies those of verified
// itself, and every value must be in the field of its algorithm and in no other.
func TestChecksum(t *testing.T) {
	client := start(t, fixture).client(t, owner)
	for _, algorithm := range append(slices.Clone(verified), "MD5", "XXHASH64", "XXHASH3", "XXHASH128") {
		in := &s3.GetObjectInput{
			Bucket: aws.String("plain"), Key: aws.String("checksum/" + algorithm),
			ChecksumMode: types.ChecksumModeEnabled,
		}
		got, err := client.GetObject(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(got.Body); err != nil || string(body) != hello {
			t.Errorf("GetObject(%s): body = %q, %v", algorithm, body, err)
		}
		got.Body.Close()
		used, _ := s3.GetChecksumValidationMetadata(got.ResultMetadata)
		if slices.Contains(verified, algorithm) && !slices.Equal(used.AlgorithmsUsed, []string{algorithm}) {
			t.Errorf("GetObject(%s): the SDK verified %q", algorithm, used.AlgorithmsUsed)
		}
		if sums := checksums(got); !slices.Equal(sums, []string{"Checksum" + algorithm}) {
			t.Errorf("GetObject(%s): has %q", algorithm, sums)
		}
		if got.ChecksumType != types.ChecksumTypeFullObject {
			t.Errorf("GetObject(%s): type %q", algorithm, got.ChecksumType)
		}
		head, err := client.HeadObject(t.Context(), headInput(in))
		if err != nil {
			t.Fatal(err)
		}
		compareOutput(t, "HeadObject("+algorithm+")", head, headOutput(got))
	}
}

// checksums returns the names of the fields of out that have a checksum.
func checksums(out *s3.GetObjectOutput) []string {
	var names []string
	v := reflect.ValueOf(out).Elem()
	for _, f := range reflect.VisibleFields(v.Type()) {
		if strings.HasPrefix(f.Name, "Checksum") && f.Type == reflect.TypeFor[*string]() && !v.FieldByIndex(f.Index).IsNil() {
			names = append(names, f.Name)
		}
	}
	return names
}

// TestChecksumMismatch reads an object whose stored checksum is wrong: the SDK fails at
// the end of the body.
func TestChecksumMismatch(t *testing.T) {
	client := start(t, fixture).client(t, owner)
	got, err := client.GetObject(t.Context(), &s3.GetObjectInput{
		Bucket: aws.String("plain"), Key: aws.String("broken"),
		ChecksumMode: types.ChecksumModeEnabled,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if n, err := io.Copy(io.Discard, got.Body); err == nil || !strings.Contains(err.Error(), "checksum did not match") {
		t.Errorf("reading the body: %d bytes, %v, want a checksum that did not match", n, err)
	}
}

// TestChecksumOfPart reads each part of a multipart upload. One with COMPOSITE type has
// a checksum for each part, which the SDK verifies; one with FULL_OBJECT has none.
func TestChecksumOfPart(t *testing.T) {
	client := start(t, fixture).client(t, owner)
	for _, tt := range []struct {
		key  string
		want []string
		kind types.ChecksumType
	}{
		{"composite", []string{"ChecksumSHA256"}, types.ChecksumTypeComposite},
		{"linear", nil, ""},
	} {
		for part := range int32(3) {
			got, err := client.GetObject(t.Context(), &s3.GetObjectInput{
				Bucket: aws.String("plain"), Key: aws.String(tt.key), PartNumber: aws.Int32(part + 1),
				ChecksumMode: types.ChecksumModeEnabled,
			})
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(got.Body)
			got.Body.Close()
			if err != nil || int64(len(body)) != partSizes[part] || aws.ToInt32(got.PartsCount) != 3 {
				t.Errorf("%s, part %d: %d bytes of %d parts, %v", tt.key, part+1, len(body), aws.ToInt32(got.PartsCount), err)
			}
			if sums := checksums(got); !slices.Equal(sums, tt.want) || got.ChecksumType != tt.kind {
				t.Errorf("%s, part %d: has %q of type %q, want %q of type %q", tt.key, part+1, sums, got.ChecksumType, tt.want, tt.kind)
			}
		}
	}
}
