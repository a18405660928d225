Page({ data: { title: '山前书店' } });
