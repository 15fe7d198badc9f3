package interop_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager/types"
)

// partSizes are the sizes of the parts of the multipart uploads of the fixture.
var partSizes = [...]int64{5 << 20, 5 << 20, 2<<20 + 345}

// partContent returns the content of the multipart uploads: byte i is i modulo 251.
func partContent() []byte {
	content := make([]byte, partSizes[0]+partSizes[1]+partSizes[2])
	for i := range content {
		content[i] = byte(i % 251)
	}
	return content
}

// transfers are the ways in which the manager cuts a download.
var transfers = []struct {
	name string
	by   types.GetObjectType
	size int64
}{
	{"by parts", types.GetObjectParts, 0},
	{"by ranges", types.GetObjectRanges, 1<<20 + 7},
}

// TestTransfer downloads objects in parallel pieces and joins them, into a buffer and as
// a stream.
func TestTransfer(t *testing.T) {
	client := start(t, fixture).client(t, owner)
	want := partContent()
	for _, tt := range transfers {
		manager := transfermanager.New(client, func(o *transfermanager.Options) {
			o.GetObjectType, o.PartSizeBytes, o.Concurrency = tt.by, tt.size, 4
		})
		for _, key := range []string{"composite", "linear"} {
			t.Run(tt.name+"/"+key, func(t *testing.T) {
				if got := download(t, manager, key); !bytes.Equal(got, want) {
					t.Errorf("DownloadObject: %d bytes that differ from the object, want its %d", len(got), len(want))
				}
				if got := stream(t, manager, key); !bytes.Equal(got, want) {
					t.Errorf("GetObject: %d bytes that differ from the object, want its %d", len(got), len(want))
				}
			})
		}
	}
}

func download(t *testing.T, m *transfermanager.Client, key string) []byte {
	t.Helper()
	w := types.NewWriteAtBuffer(nil)
	_, err := m.DownloadObject(t.Context(), &transfermanager.DownloadObjectInput{
		Bucket: aws.String("plain"), Key: &key, WriterAt: w,
		ChecksumMode: types.ChecksumModeEnabled,
	})
	if err != nil {
		t.Fatal(err)
	}
	return w.Bytes()
}

func stream(t *testing.T, m *transfermanager.Client, key string) []byte {
	t.Helper()
	out, err := m.GetObject(t.Context(), &transfermanager.GetObjectInput{
		Bucket: aws.String("plain"), Key: &key,
		ChecksumMode: types.ChecksumModeEnabled,
	})
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(out.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
