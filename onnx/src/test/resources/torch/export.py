"""Writes the models beside this file, as PyTorch exports them: small networks with random weights (PyTorch 1.13)."""

import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.scale = (width // heads) ** -0.5
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        batch, tokens, width = x.shape
        qkv = self.qkv(x).reshape(batch, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        weights = ((q @ k.transpose(-2, -1)) * self.scale).softmax(dim=-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(batch, tokens, width))


class Vision(nn.Module):
    """A transformer with a class token; exact GELU."""

    def __init__(self, width=8):
        super().__init__()
        self.patch = nn.Conv2d(1, width, 4, 4)
        self.token = nn.Parameter(torch.randn(1, 1, width))
        self.position = nn.Parameter(torch.randn(1, 5, width))
        self.norm1 = nn.LayerNorm(width)
        self.attention = Attention(width, 2)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.head = nn.Linear(width, 4)

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], dim=1) + self.position
        x = x + self.attention(self.norm1(x))
        x = x + self.mlp(self.norm2(x))
        return self.head(x[:, 0])


class Encoder(nn.Module):
    """PyTorch's own transformer layer, on unfolded patches; the mean of all tokens."""

    def __init__(self, width=8):
        super().__init__()
        self.embed = nn.Linear(16, width)
        self.layer = nn.TransformerEncoderLayer(width, 2, 2 * width, activation="gelu", batch_first=True,
                                                norm_first=True)
        self.head = nn.Linear(width, 4)

    def forward(self, x):
        x = nn.functional.unfold(x, 4, stride=4).transpose(1, 2)
        return self.head(self.layer(self.embed(x)).mean(dim=1))


class Residual(nn.Module):
    """Convolutions with batch normalisation, and a shortcut with a stride."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 6, 3, 2, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(6)
        self.conv3 = nn.Conv2d(6, 6, 3, 1, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(6)
        self.short = nn.Sequential(nn.Conv2d(4, 6, 1, 2, bias=False), nn.BatchNorm2d(6))
        self.pool = nn.AdaptiveAvgPool2d((1, 1))
        self.head = nn.Linear(6, 4)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(torch.relu(self.bn2(self.conv2(x)))))
        y += self.short(x)
        return self.head(torch.flatten(self.pool(torch.relu(y)), 1))


class Perceptron(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Flatten(), nn.Linear(64, 8), nn.Sigmoid(), nn.Linear(8, 8), nn.Tanh(),
                                    nn.Linear(8, 4), nn.Softmax(dim=1))

    def forward(self, x):
        return self.layers(x)


def export(name, model, opset, **options):
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, (nn.LayerNorm, nn.BatchNorm2d)):
                module.weight.normal_(1, 0.2)
                module.bias.normal_(0, 0.2)
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean.normal_(0, 0.2)
                module.running_var.uniform_(0.5, 1.5)
    torch.onnx.export(model.eval(), torch.rand(2, 1, 8, 8), name + ".onnx", opset_version=opset, **options)


torch.manual_seed(1)
batch = dict(input_names=["image"], output_names=["logits"],
             dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}})
export("vision-opset11", Vision(), 11, **batch)
export("vision-opset17", Vision(), 17, **batch)
export("encoder-opset14", Encoder(), 14, **batch)
export("encoder-opset17-batch2", Encoder(), 17)
export("residual-opset11", Residual(), 11, **batch)
export("residual-opset17-batch2", Residual(), 17)
export("perceptron-opset14", Perceptron(), 14, **batch)
